package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * What a key has in one window, as longs in an array. Beside the sums there are the products of
 * what a datagram adds to the window with what it adds to the key in all windows, and with the
 * square of that. They share out the key's variance: what a flow leaves in thirty windows is lost
 * or received in all of them together, so that variances of windows by themselves would not add up
 * to that of the key.
 *
 * <pre>
 *   9 longs
 *   +----------+-------+---------+--------+--------+----------+---------+----------+---------+
 *   | window,  | flows | packets | octets | flows² | packets² | octets² | packets³ | octets³ |
 *   | next + 1 |       |         |        |        |          |         |          |         |
 *   +----------+-------+---------+--------+--------+----------+---------+----------+---------+
 *     32 bits each                          as doubles
 * </pre>
 */
final class WindowLongs {

    static final int COUNT = 9;

    /** There is no further window. */
    static final int NONE = -1;

    private static final int FLOWS = 1;
    private static final int PACKETS = 2;
    private static final int OCTETS = 3;
    private static final int FLOW_PRODUCTS = 4;
    private static final int PACKET_PRODUCTS = 5;
    private static final int OCTET_PRODUCTS = 6;
    private static final int PACKET_CUBES = 7;
    private static final int OCTET_CUBES = 8;

    /** Windows are of 10 seconds at least, so that their numbers take 28 bits in this century. */
    private static final int WINDOW_SHIFT = 32;

    private static final long NEXT_MASK = 0xFFFF_FFFFL;

    /** In the place of window and next: there is no window, long before all there are. */
    private static final long NO_WINDOW = Long.MIN_VALUE;

    private WindowLongs() {}

    /** Makes it no window, which has nothing. */
    static void clear(long[] longs, int at) {
        longs[at] = NO_WINDOW;
        Arrays.fill(longs, at + FLOWS, at + COUNT, 0);
    }

    static boolean isClear(long[] longs, int at) {
        return longs[at] == NO_WINDOW;
    }

    /** Counted from 1970. */
    static long window(long[] longs, int at) {
        return longs[at] >> WINDOW_SHIFT;
    }

    static int next(long[] longs, int at) {
        return (int) (longs[at] & NEXT_MASK) - 1;
    }

    static void setNext(long[] longs, int at, int next) {
        longs[at] = longs[at] & ~NEXT_MASK | next + 1;
    }

    /** A window that has nothing yet. */
    static void begin(long[] longs, int at, long window, int next) {
        longs[at] = window << WINDOW_SHIFT | next + 1;
        Arrays.fill(longs, at + FLOWS, at + COUNT, 0);
    }

    /**
     * Adds what a datagram brings to the window.
     *
     * @param ofFlows what it brings to the key in all windows, as packets and octets are
     */
    static void add(
            long[] longs,
            int at,
            long flows,
            long packets,
            long octets,
            double ofFlows,
            double ofPackets,
            double ofOctets) {
        double packetProduct = packets * ofPackets;
        double octetProduct = octets * ofOctets;
        longs[at + FLOWS] += flows;
        longs[at + PACKETS] += packets;
        longs[at + OCTETS] += octets;
        plus(longs, at + FLOW_PRODUCTS, flows * ofFlows);
        plus(longs, at + PACKET_PRODUCTS, packetProduct);
        plus(longs, at + OCTET_PRODUCTS, octetProduct);
        plus(longs, at + PACKET_CUBES, packetProduct * ofPackets);
        plus(longs, at + OCTET_CUBES, octetProduct * ofOctets);
    }

    static void add(long[] longs, int at, WindowSums sums) {
        longs[at + FLOWS] += sums.flows();
        longs[at + PACKETS] += sums.packets();
        longs[at + OCTETS] += sums.octets();
        DomainPowers products = sums.products();
        plus(longs, at + FLOW_PRODUCTS, products.flowSquares());
        plus(longs, at + PACKET_PRODUCTS, products.packetSquares());
        plus(longs, at + OCTET_PRODUCTS, products.octetSquares());
        plus(longs, at + PACKET_CUBES, products.packetCubes());
        plus(longs, at + OCTET_CUBES, products.octetCubes());
    }

    private static void plus(long[] longs, int at, double value) {
        longs[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(longs[at]) + value);
    }

    static long octets(long[] longs, int at) {
        return longs[at + OCTETS];
    }

    static WindowSums get(long[] longs, int at) {
        return new WindowSums(
                window(longs, at),
                longs[at + FLOWS],
                longs[at + PACKETS],
                longs[at + OCTETS],
                new DomainPowers(
                        Double.longBitsToDouble(longs[at + FLOW_PRODUCTS]),
                        Double.longBitsToDouble(longs[at + PACKET_PRODUCTS]),
                        Double.longBitsToDouble(longs[at + OCTET_PRODUCTS]),
                        Double.longBitsToDouble(longs[at + PACKET_CUBES]),
                        Double.longBitsToDouble(longs[at + OCTET_CUBES])));
    }
}
