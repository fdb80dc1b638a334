package io.flowledger.ledger.estimate;

/**
 * What one domain (an accounting key, or the whole stratum) has of one measure in the received
 * datagrams of a stratum: y of the measure in a datagram of m flows. Datagrams without the domain
 * add nothing here; they are counted in the {@link StratumSums}.
 *
 * <p>Only the total is a long. A datagram holds up to 30 · 2³² octets, whose square is past 2⁶³
 * already, so the moments are doubles: whole numbers are exact up to 2⁵³, beyond that the last
 * digits depend on the order of adding.
 *
 * @param total Σy
 * @param squared Σy²
 * @param timesRecords Σym
 * @param cubed Σy³
 * @param squaredTimesRecords Σy²m
 * @param timesRecordsSquared Σym²
 */
public record DomainSums(
        long total,
        double squared,
        double timesRecords,
        double cubed,
        double squaredTimesRecords,
        double timesRecordsSquared) {

    public static final DomainSums NONE = new DomainSums(0, 0, 0, 0, 0, 0);

    /**
     * With one more datagram.
     *
     * @param measure y, of the flows in it that belong to the domain
     * @param flows m, all the flows in it
     */
    public DomainSums plusDatagram(long measure, int flows) {
        if (measure < 0) {
            throw new IllegalArgumentException("a datagram with a measure of " + measure);
        }
        double y = measure;
        double m = flows;
        return new DomainSums(
                Math.addExact(total, measure),
                squared + y * y,
                timesRecords + y * m,
                cubed + y * y * y,
                squaredTimesRecords + y * y * m,
                timesRecordsSquared + y * m * m);
    }

    public DomainSums plus(DomainSums other) {
        return new DomainSums(
                Math.addExact(total, other.total),
                squared + other.squared,
                timesRecords + other.timesRecords,
                cubed + other.cubed,
                squaredTimesRecords + other.squaredTimesRecords,
                timesRecordsSquared + other.timesRecordsSquared);
    }
}
