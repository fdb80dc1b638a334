package io.flowledger.bench.traffic;

/** Sums of datagrams and of the flows in them; packets and octets as the records say. */
public record Counts(long datagrams, long flows, long packets, long octets) {

    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                datagrams + other.datagrams,
                flows + other.flows,
                packets + other.packets,
                octets + other.octets);
    }
}
