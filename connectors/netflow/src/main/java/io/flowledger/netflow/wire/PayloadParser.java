package io.flowledger.netflow.wire;

/**
 * Splits one UDP payload into export datagrams and refusals. Bounds come first: nothing is read
 * beyond the payload, nothing is allocated by a count, and an accepted datagram costs no
 * allocation. One instance per thread.
 *
 * <p>Several datagrams in one payload: a further one is taken only if its header is believable
 * beside the one before (version 5, count 1..30 with all records present, exported in the same
 * second by the same boot, and, for the same engine, the sequence moving on as one of the known
 * conventions would, or 0 throughout). Anything less strict turns 64 KB of 0x0005 into a thousand
 * flows.
 */
public final class PayloadParser {

    /**
     * Datagrams of one payload are written at one moment; more apart than this, they are not one
     * sender's packing.
     */
    static final int MAX_EXPORT_SPREAD_MILLIS = 1_000;

    /**
     * Boot times of datagrams in one payload agree within this; exporters round clock and uptime
     * differently.
     */
    static final int MAX_BOOT_SPREAD_MILLIS = 60_000;

    /**
     * What a payload held, in order. Offsets are into the payload's array; called on the parsing
     * thread.
     */
    public interface Handler {

        /**
         * An accepted export datagram.
         *
         * @param offset where its header starts
         * @param length header and whole records, in bytes: {@code 24 + 48·records}
         * @param repairs {@link Repairs} bits that hold for the whole datagram
         */
        void datagram(int offset, int length, int repairs);

        /**
         * Bytes refused, or, with {@link Refusal.Truncated}, the raw bytes of a datagram whose
         * whole records were kept.
         */
        void refused(int offset, int length, Refusal refusal);

        /** Bytes behind the last datagram that are no datagram; ignored. */
        void trailing(int offset, int length);
    }

    private final V5Header header = new V5Header();
    private final V5Header previous = new V5Header();

    /**
     * Parses the payload {@code bytes[offset .. offset + length)}; never throws for any content.
     */
    public void parse(byte[] bytes, int offset, int length, Handler handler) {
        Refusal refusal = refusalOfFirst(bytes, offset, length);
        if (refusal != null) {
            handler.refused(offset, length, refusal);
            return;
        }
        header.wrap(bytes, offset);
        int count = header.count();
        int present = (length - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;
        if (count > present) {
            int whole = V5Layout.HEADER_LENGTH + present * V5Layout.RECORD_LENGTH;
            handler.datagram(offset, whole, Repairs.TRUNCATED | headerRepairs(count));
            handler.refused(offset, length, new Refusal.Truncated(count, present));
            return;
        }
        int end = offset + length;
        int at = offset;
        int repairs = headerRepairs(count);
        int next = at + datagramLength(count);
        while (isFurtherDatagram(bytes, at, next, end)) {
            handler.datagram(at, next - at, repairs);
            at = next;
            header.wrap(bytes, at);
            repairs = Repairs.CONCATENATED | headerRepairs(header.count());
            next = at + datagramLength(header.count());
        }
        if (next == end) {
            handler.datagram(at, next - at, repairs);
            return;
        }
        int rest = end - next;
        int foreignVersion = foreignVersion(bytes, next, rest);
        if (foreignVersion != 0) {
            handler.datagram(at, next - at, repairs);
            handler.refused(next, rest, new Refusal.UnsupportedVersion(foreignVersion));
        } else {
            handler.datagram(at, next - at, repairs | Repairs.TRAILING_BYTES);
            handler.trailing(next, rest);
        }
    }

    private static Refusal refusalOfFirst(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return new Refusal.Empty();
        }
        if (length >= 2 && V5Layout.u16(bytes, offset) != V5Layout.VERSION) {
            return new Refusal.UnsupportedVersion(V5Layout.u16(bytes, offset));
        }
        if (length < V5Layout.HEADER_LENGTH) {
            return new Refusal.ShortHeader(length);
        }
        int count = V5Layout.u16(bytes, offset + V5Layout.COUNT);
        if (count == 0) {
            return new Refusal.NoRecords();
        }
        int present = (length - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;
        if (count > present && count > V5Layout.MAX_SPECIFIED_COUNT) {
            return new Refusal.CountBeyondPayload(count, present);
        }
        return present == 0 ? new Refusal.NoWholeRecord(count, length) : null;
    }

    private int headerRepairs(int count) {
        int repairs = count > V5Layout.MAX_SPECIFIED_COUNT ? Repairs.OVERSIZED : 0;
        return V5Time.isNsecsOutOfRange(header.unixNsecs())
                ? repairs | Repairs.NSECS_OUT_OF_RANGE
                : repairs;
    }

    /**
     * Whether a datagram starts at {@code next} that the sender of the one at {@code at} packed
     * behind it.
     */
    private boolean isFurtherDatagram(byte[] bytes, int at, int next, int end) {
        if (end - next < V5Layout.HEADER_LENGTH + V5Layout.RECORD_LENGTH) {
            return false;
        }
        previous.wrap(bytes, at);
        header.wrap(bytes, next);
        int count = header.count();
        return header.version() == V5Layout.VERSION
                && count >= 1
                && count <= V5Layout.MAX_SPECIFIED_COUNT
                && datagramLength(count) <= end - next
                && isSameMomentOfSameBoot()
                && (isOtherEngine() || isSequenceMovingOn(count));
    }

    /**
     * Boot times are compared as the difference of the two clocks' steps, so that sys_uptime may
     * wrap between the two datagrams.
     */
    private boolean isSameMomentOfSameBoot() {
        long uptimeStep = (int) header.sysUptime() - (int) previous.sysUptime();
        long clockStep = header.exportedAtMillis() - previous.exportedAtMillis();
        return Math.abs(uptimeStep) <= MAX_EXPORT_SPREAD_MILLIS
                && Math.abs(clockStep - uptimeStep) <= MAX_BOOT_SPREAD_MILLIS;
    }

    private boolean isOtherEngine() {
        return header.engineType() != previous.engineType()
                || header.engineId() != previous.engineId();
    }

    private boolean isSequenceMovingOn(int count) {
        int delta = (int) header.flowSequence() - (int) previous.flowSequence();
        boolean constant = delta == 0 && header.flowSequence() == 0;
        return constant || delta == previous.count() || delta == count || delta == 1;
    }

    /**
     * The version of a foreign datagram behind the last one, which is refused by name; 0 for
     * anything else, which is ignored and counted.
     */
    private static int foreignVersion(byte[] bytes, int offset, int length) {
        int version = length >= V5Layout.HEADER_LENGTH ? V5Layout.u16(bytes, offset) : 0;
        return version == 1 || version >= 7 && version <= 10 ? version : 0;
    }

    private static int datagramLength(int count) {
        return V5Layout.HEADER_LENGTH + count * V5Layout.RECORD_LENGTH;
    }
}
