package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.DomainSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Sums of several domains together, of which nobody knows any more what datagrams they shared.
 * Totals are exact. Each domain's squares count as if it were alone, which makes the variance too
 * large rather than too small: keys compete for the places in a datagram.
 */
final class MergedSums {

    final KeyWindows windows = new KeyWindows();

    long flows;
    long packets;
    long octets;
    private double scaledPackets;
    private double scaledOctets;
    private double flowSquares;
    private double packetSquares;
    private double octetSquares;
    private double packetCubes;
    private double octetCubes;
    double packetNoise;
    double octetNoise;

    void add(DomainMoments domain, List<WindowSums> domainWindows) {
        windows.addAll(domainWindows);
        DomainSums ofPackets = domain.packetSums();
        DomainSums ofOctets = domain.octetSums();
        flows += domain.flows();
        packets += domain.packets();
        octets += domain.octets();
        scaledPackets += ofPackets.total();
        scaledOctets += ofOctets.total();
        flowSquares += domain.flowSums().squared();
        packetSquares += ofPackets.squared();
        octetSquares += ofOctets.squared();
        packetCubes += ofPackets.cubed();
        octetCubes += ofOctets.cubed();
        packetNoise += domain.packetNoise();
        octetNoise += domain.octetNoise();
    }

    void addAll(MergedSums other) {
        windows.addAll(other.windows.all());
        flows += other.flows;
        packets += other.packets;
        octets += other.octets;
        scaledPackets += other.scaledPackets;
        scaledOctets += other.scaledOctets;
        flowSquares += other.flowSquares;
        packetSquares += other.packetSquares;
        octetSquares += other.octetSquares;
        packetCubes += other.packetCubes;
        octetCubes += other.octetCubes;
        packetNoise += other.packetNoise;
        octetNoise += other.octetNoise;
    }

    DomainSums flowSums() {
        return new DomainSums(flows, flowSquares, 0, 0, 0, 0);
    }

    DomainSums packetSums() {
        return new DomainSums(Math.round(scaledPackets), packetSquares, 0, packetCubes, 0, 0);
    }

    DomainSums octetSums() {
        return new DomainSums(Math.round(scaledOctets), octetSquares, 0, octetCubes, 0, 0);
    }

    void write(DataOutput out) throws IOException {
        KeyWindows.write(windows.all(), out);
        out.writeLong(flows);
        out.writeLong(packets);
        out.writeLong(octets);
        out.writeDouble(scaledPackets);
        out.writeDouble(scaledOctets);
        out.writeDouble(flowSquares);
        out.writeDouble(packetSquares);
        out.writeDouble(octetSquares);
        out.writeDouble(packetCubes);
        out.writeDouble(octetCubes);
        out.writeDouble(packetNoise);
        out.writeDouble(octetNoise);
    }

    static MergedSums read(DataInput in) throws IOException {
        MergedSums sums = new MergedSums();
        sums.windows.addAll(KeyWindows.read(in));
        sums.readSums(in);
        return sums;
    }

    /** Reads what releases wrote that had the cubes of a key with the key; here nobody asks. */
    static MergedSums readWithoutCubes(DataInput in) throws IOException {
        MergedSums sums = new MergedSums();
        sums.windows.addAll(KeyWindows.readWithoutCubes(in));
        sums.readSums(in);
        return sums;
    }

    private void readSums(DataInput in) throws IOException {
        flows = in.readLong();
        packets = in.readLong();
        octets = in.readLong();
        scaledPackets = in.readDouble();
        scaledOctets = in.readDouble();
        flowSquares = in.readDouble();
        packetSquares = in.readDouble();
        octetSquares = in.readDouble();
        packetCubes = in.readDouble();
        octetCubes = in.readDouble();
        packetNoise = in.readDouble();
        octetNoise = in.readDouble();
    }
}
