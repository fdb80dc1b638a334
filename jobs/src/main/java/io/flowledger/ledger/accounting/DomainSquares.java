package io.flowledger.ledger.accounting;

/**
 * Sums over datagrams of the squares of what each has of a domain, as received: not scaled by
 * packet sampling.
 */
record DomainSquares(double flows, double packets, double octets) {

    static final DomainSquares NONE = new DomainSquares(0, 0, 0);

    /** Without those of some of the datagrams. */
    DomainSquares less(DomainSquares some) {
        return new DomainSquares(
                Math.max(0, flows - some.flows),
                Math.max(0, packets - some.packets),
                Math.max(0, octets - some.octets));
    }

    DomainSquares plus(DomainSquares others) {
        return new DomainSquares(
                flows + others.flows, packets + others.packets, octets + others.octets);
    }
}
