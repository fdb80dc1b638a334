package io.flowledger.ledger.sequence;

/**
 * An exporter for tests: numbers datagrams as its convention has it and makes what the audit sees
 * of them. Times are milliseconds since {@link #START}.
 */
final class Exporter {

    /** 2026-01-01T00:00:00Z, microseconds. */
    static final long START = 1_767_225_600_000_000L;

    private final SequenceConvention convention;
    private long numbered;
    private long datagrams;
    private long bootedAtMillis;
    long clockSkewMillis;

    Exporter(SequenceConvention convention, long firstPosition, long bootedAtMillis) {
        this.convention = convention;
        this.numbered = firstPosition;
        this.datagrams = firstPosition;
        this.bootedAtMillis = bootedAtMillis;
    }

    /** Boots now: sequence and uptime begin again. */
    void restart(long atMillis) {
        numbered = 0;
        datagrams = 0;
        bootedAtMillis = atMillis;
    }

    /** The next datagram, made and received at this moment. */
    Sighting next(long atMillis, int count) {
        Sighting s = new Sighting();
        s.receivedMicros = START + atMillis * 1_000;
        s.sequence =
                switch (convention) {
                    case FIRST_RECORD -> (int) numbered;
                    case LAST_RECORD -> (int) (numbered + count - 1);
                    case PER_DATAGRAM -> (int) datagrams;
                    case CONSTANT -> 0;
                };
        s.claimed = count;
        s.present = count;
        s.uptimeMillis = (int) (atMillis - bootedAtMillis);
        s.exportedMillis = START / 1_000 + atMillis + clockSkewMillis;
        // header times make each datagram's content differ
        s.contentHash = (int) (atMillis * 31 + numbered * 17 + count + bootedAtMillis * 7);
        s.packets = 10L * count;
        s.octets = 1_000L * count;
        numbered += count;
        datagrams++;
        return s;
    }

    /** The same datagram, received at another moment. */
    static Sighting received(Sighting s, long atMillis) {
        Sighting copy = new Sighting();
        copy.receivedMicros = START + atMillis * 1_000;
        copy.sequence = s.sequence;
        copy.claimed = s.claimed;
        copy.present = s.present;
        copy.uptimeMillis = s.uptimeMillis;
        copy.exportedMillis = s.exportedMillis;
        copy.contentHash = s.contentHash;
        copy.packets = s.packets;
        copy.octets = s.octets;
        return copy;
    }
}
