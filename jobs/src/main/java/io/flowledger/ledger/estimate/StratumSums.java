package io.flowledger.ledger.estimate;

/**
 * What is known of one stratum whatever the domain: its received datagrams and its lost flows.
 * Partial sums of the same stratum are added with {@link #plus}, in any order.
 *
 * @param datagrams n, the datagrams received
 * @param records Σm, the flows in them
 * @param recordsSquared Σm²
 * @param recordsCubed Σm³
 * @param lostFlows L, exact, from the sequence audit; a partial sum may be negative, since a late
 *     datagram corrects a loss already entered
 */
public record StratumSums(
        long datagrams, long records, long recordsSquared, long recordsCubed, long lostFlows) {

    public static final StratumSums NONE = new StratumSums(0, 0, 0, 0, 0);

    /** With one more datagram of so many flows. */
    public StratumSums plusDatagram(int flows) {
        if (flows < 1) {
            throw new IllegalArgumentException("a datagram of " + flows + " flows");
        }
        long m = flows;
        return new StratumSums(
                datagrams + 1,
                records + m,
                recordsSquared + m * m,
                recordsCubed + m * m * m,
                lostFlows);
    }

    /** With so many more flows lost. */
    public StratumSums plusLost(long flows) {
        return new StratumSums(datagrams, records, recordsSquared, recordsCubed, lostFlows + flows);
    }

    public StratumSums plus(StratumSums other) {
        return new StratumSums(
                datagrams + other.datagrams,
                records + other.records,
                recordsSquared + other.recordsSquared,
                recordsCubed + other.recordsCubed,
                lostFlows + other.lostFlows);
    }
}
