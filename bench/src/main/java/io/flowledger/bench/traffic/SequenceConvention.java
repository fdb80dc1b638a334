package io.flowledger.bench.traffic;

/**
 * What flow_sequence of a datagram says. A session keeps one count of what it has numbered; the
 * convention decides what is counted and which number of the count a datagram carries.
 */
public enum SequenceConvention {
    /** The specification: flows exported before this datagram. */
    FIRST_RECORD {
        @Override
        long sequence(long numberedBefore, int records) {
            return numberedBefore & MODULO_2_32;
        }

        @Override
        int step(int records) {
            return records;
        }
    },
    /** Open vSwitch since 2014: number of the datagram's last flow, counted from 0. */
    LAST_RECORD {
        @Override
        long sequence(long numberedBefore, int records) {
            return (numberedBefore + records - 1) & MODULO_2_32;
        }

        @Override
        int step(int records) {
            return records;
        }
    },
    /** Early Open vSwitch and others: datagrams exported before this one. */
    PER_DATAGRAM {
        @Override
        long sequence(long numberedBefore, int records) {
            return numberedBefore & MODULO_2_32;
        }

        @Override
        int step(int records) {
            return 1;
        }
    },
    /** No sequence at all: always 0, and loss leaves no trace. */
    CONSTANT {
        @Override
        long sequence(long numberedBefore, int records) {
            return 0;
        }

        @Override
        int step(int records) {
            return 0;
        }
    };

    private static final long MODULO_2_32 = 0xFFFF_FFFFL;

    abstract long sequence(long numberedBefore, int records);

    /** By how much a datagram moves the count on. */
    abstract int step(int records);

    /** Whether a gap in the numbers is a number of flows. */
    boolean showsLostFlows() {
        return this == FIRST_RECORD || this == LAST_RECORD;
    }

    /** Whether a lost datagram leaves a gap at all. */
    boolean showsLostDatagrams() {
        return this != CONSTANT;
    }
}
