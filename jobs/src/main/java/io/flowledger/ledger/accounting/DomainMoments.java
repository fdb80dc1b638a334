package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.DomainSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a domain has in the datagrams of a stratum: totals as received, and the moments that its
 * estimate needs, where packets and octets are scaled by packet sampling. Reused.
 *
 * <pre>
 *   received   flows, packets, octets
 *   moments    flows:   y², ym
 *              packets: y, y², ym, y³, y²m, ym²
 *              octets:  y, y², ym, y³, y²m, ym²
 *              variance that sampling brought into packets; into octets
 * </pre>
 */
final class DomainMoments {

    static final int RECEIVED = 3;

    private static final int FLOWS_SQUARED = 0;
    private static final int FLOWS_TIMES_RECORDS = 1;
    private static final int PACKETS = 2;
    private static final int OCTETS = PACKETS + 6;
    private static final int PACKET_NOISE = OCTETS + 6;
    private static final int OCTET_NOISE = PACKET_NOISE + 1;

    static final int COUNT = OCTET_NOISE + 1;

    final long[] received = new long[RECEIVED];
    final double[] moments = new double[COUNT];

    /** Adds one datagram of {@code records} flows, of which so many are of the domain. */
    static void add(
            double[] moments,
            int base,
            int flows,
            long packets,
            long octets,
            int records,
            int rate) {
        moments[base + FLOWS_SQUARED] += (double) flows * flows;
        moments[base + FLOWS_TIMES_RECORDS] += (double) flows * records;
        add(moments, base + PACKETS, (double) rate * packets, records);
        add(moments, base + OCTETS, (double) rate * octets, records);
        if (rate > 1) {
            double noise = (double) rate * (rate - 1);
            double mean = packets == 0 ? 0 : (double) octets / packets;
            moments[base + PACKET_NOISE] += noise * packets;
            moments[base + OCTET_NOISE] += noise * packets * mean * mean;
        }
    }

    private static void add(double[] moments, int at, double y, double m) {
        double square = y * y;
        double product = y * m;
        moments[at] += y;
        moments[at + 1] += square;
        moments[at + 2] += product;
        moments[at + 3] += square * y;
        moments[at + 4] += square * m;
        moments[at + 5] += product * m;
    }

    /**
     * Adds datagrams that all have {@code m} records and were not sampled, by the sums of what they
     * have of the domain, and of its squares and cubes.
     */
    static void addEqual(
            double[] moments,
            int base,
            int m,
            double flows,
            double flowSquares,
            double packets,
            double packetSquares,
            double packetCubes,
            double octets,
            double octetSquares,
            double octetCubes) {
        moments[base + FLOWS_SQUARED] += flowSquares;
        moments[base + FLOWS_TIMES_RECORDS] += flows * m;
        addEqual(moments, base + PACKETS, m, packets, packetSquares, packetCubes);
        addEqual(moments, base + OCTETS, m, octets, octetSquares, octetCubes);
    }

    private static void addEqual(
            double[] moments, int at, double m, double sum, double squares, double cubes) {
        moments[at] += sum;
        moments[at + 1] += squares;
        moments[at + 2] += sum * m;
        moments[at + 3] += cubes;
        moments[at + 4] += squares * m;
        moments[at + 5] += sum * m * m;
    }

    void clear() {
        Arrays.fill(received, 0);
        Arrays.fill(moments, 0);
    }

    void addReceived(long flows, long packets, long octets) {
        received[0] += flows;
        received[1] += packets;
        received[2] += octets;
    }

    void add(long[] fromReceived, int r, double[] fromMoments, int m) {
        for (int i = 0; i < RECEIVED; i++) {
            received[i] += fromReceived[r + i];
        }
        for (int i = 0; i < COUNT; i++) {
            moments[i] += fromMoments[m + i];
        }
    }

    void addTo(long[] toReceived, int r, double[] toMoments, int m) {
        for (int i = 0; i < RECEIVED; i++) {
            toReceived[r + i] += received[i];
        }
        for (int i = 0; i < COUNT; i++) {
            toMoments[m + i] += moments[i];
        }
    }

    long flows() {
        return received[0];
    }

    long packets() {
        return received[1];
    }

    long octets() {
        return received[2];
    }

    /** A flow is seldom more than once in a domain, so that its third moments say nothing. */
    DomainSums flowSums() {
        return new DomainSums(
                flows(), moments[FLOWS_SQUARED], moments[FLOWS_TIMES_RECORDS], 0, 0, 0);
    }

    /** Packets, scaled by packet sampling. */
    DomainSums packetSums() {
        return sums(PACKETS);
    }

    /** Octets, scaled by packet sampling. */
    DomainSums octetSums() {
        return sums(OCTETS);
    }

    private DomainSums sums(int at) {
        return new DomainSums(
                Math.round(moments[at]),
                moments[at + 1],
                moments[at + 2],
                moments[at + 3],
                moments[at + 4],
                moments[at + 5]);
    }

    double packetNoise() {
        return moments[PACKET_NOISE];
    }

    double octetNoise() {
        return moments[OCTET_NOISE];
    }

    void write(DataOutput out) throws IOException {
        for (long sum : received) {
            out.writeLong(sum);
        }
        for (double moment : moments) {
            out.writeDouble(moment);
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < RECEIVED; i++) {
            received[i] = in.readLong();
        }
        for (int i = 0; i < COUNT; i++) {
            moments[i] = in.readDouble();
        }
    }
}
