package io.flowledger.bench.traffic;

/** What flow_sequence of a datagram says, given the flows numbered before it. */
public enum SequenceConvention {
    /** The specification: flows exported before this datagram. */
    FIRST_RECORD {
        @Override
        long sequence(long flowsBefore, int records) {
            return flowsBefore & MODULO_2_32;
        }
    },
    /** Open vSwitch since 2014: number of the datagram's last flow, counted from 0. */
    LAST_RECORD {
        @Override
        long sequence(long flowsBefore, int records) {
            return (flowsBefore + records - 1) & MODULO_2_32;
        }
    };

    private static final long MODULO_2_32 = 0xFFFF_FFFFL;

    abstract long sequence(long flowsBefore, int records);
}
