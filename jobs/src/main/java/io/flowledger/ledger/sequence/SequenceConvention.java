package io.flowledger.ledger.sequence;

/**
 * What an exporter's flow_sequence counts. A datagram occupies a range of <em>positions</em>,
 * {@code [start, start + units)} modulo 2^32; the range that follows without loss begins where it
 * ends.
 */
public enum SequenceConvention {
    /** The specification: flows exported before this datagram. */
    FIRST_RECORD,
    /** Open vSwitch since 2014: number of the datagram's last flow, counted from 0. */
    LAST_RECORD,
    /** Early Open vSwitch and others: datagrams before this one, whatever their count. */
    PER_DATAGRAM,
    /** The same number on every datagram: it says nothing, loss is unknown. */
    CONSTANT;

    /** Position of the datagram's first unit. */
    int start(int sequence, int count) {
        return this == LAST_RECORD ? sequence - count + 1 : sequence;
    }

    /** How far the numbering moves on with a datagram of {@code count} records. */
    int units(int count) {
        return this == FIRST_RECORD || this == LAST_RECORD ? count : 1;
    }

    /** Whether a unit is a flow, so that missing units are lost flows. */
    public boolean countsFlows() {
        return this == FIRST_RECORD || this == LAST_RECORD;
    }

    /** Whether its numbers say anything. */
    boolean countsAny() {
        return this != CONSTANT;
    }

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
