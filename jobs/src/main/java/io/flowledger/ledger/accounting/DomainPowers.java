package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums over datagrams of the squares and cubes of what each has of a domain, as received: not
 * scaled by packet sampling.
 */
record DomainPowers(
        double flowSquares,
        double packetSquares,
        double octetSquares,
        double packetCubes,
        double octetCubes) {

    static final DomainPowers NONE = new DomainPowers(0, 0, 0, 0, 0);

    static DomainPowers of(double flows, double packets, double octets) {
        return new DomainPowers(
                flows * flows,
                packets * packets,
                octets * octets,
                packets * packets * packets,
                octets * octets * octets);
    }

    /** Without those of some of the datagrams. */
    DomainPowers less(DomainPowers some) {
        return new DomainPowers(
                Math.max(0, flowSquares - some.flowSquares),
                Math.max(0, packetSquares - some.packetSquares),
                Math.max(0, octetSquares - some.octetSquares),
                Math.max(0, packetCubes - some.packetCubes),
                Math.max(0, octetCubes - some.octetCubes));
    }

    DomainPowers plus(DomainPowers others) {
        return new DomainPowers(
                flowSquares + others.flowSquares,
                packetSquares + others.packetSquares,
                octetSquares + others.octetSquares,
                packetCubes + others.packetCubes,
                octetCubes + others.octetCubes);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(flowSquares);
        out.writeDouble(packetSquares);
        out.writeDouble(octetSquares);
        out.writeDouble(packetCubes);
        out.writeDouble(octetCubes);
    }

    static DomainPowers read(DataInput in) throws IOException {
        return new DomainPowers(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    /** Reads what has no cubes. */
    static DomainPowers readSquares(DataInput in) throws IOException {
        return new DomainPowers(in.readDouble(), in.readDouble(), in.readDouble(), 0, 0);
    }
}
