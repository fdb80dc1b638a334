package io.flowledger.netflow.wire;

/**
 * One export datagram as it travels: the exporter's bytes untouched, with when and from whom they
 * came. The unit of everything behind the receiver, since sequence numbers live on it and the
 * engine's cost per element is paid once per 30 flows.
 *
 * <p>An element is either accepted ({@link #isAccepted()}: header and {@link #recordCount()} whole
 * records) or refused (raw bytes for quarantine with a {@link Refusal.Reason}). Immutable by
 * contract: it refers to a slice of an array that it may share with its neighbours, and nobody
 * writes to that array after it was handed out.
 */
public final class ExportDatagram implements Received {

    /** No audit has told yet to which numbering it belongs. */
    public static final long EPOCH_UNKNOWN = Long.MIN_VALUE;

    private static final int ACCEPTED = 0;

    private final long receivedAtMicros;
    private final long addressHigh;
    private final long addressLow;
    private final int port;
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final int repairs;
    private final int refusalCode;
    private final int spool;
    private final long epochMillis;

    private ExportDatagram(
            long receivedAtMicros,
            long addressHigh,
            long addressLow,
            int port,
            byte[] bytes,
            int offset,
            int length,
            int repairs,
            int refusalCode,
            int spool,
            long epochMillis) {
        this.receivedAtMicros = receivedAtMicros;
        this.addressHigh = addressHigh;
        this.addressLow = addressLow;
        this.port = port;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.repairs = repairs;
        this.refusalCode = refusalCode;
        this.spool = spool;
        this.epochMillis = epochMillis;
    }

    /**
     * A datagram that {@link PayloadParser} accepted; {@code length} is {@code 24 + 48·records}.
     */
    public static ExportDatagram accepted(
            long receivedAtMicros,
            long addressHigh,
            long addressLow,
            int port,
            byte[] bytes,
            int offset,
            int length,
            int repairs) {
        if (length < V5Layout.HEADER_LENGTH
                || (length - V5Layout.HEADER_LENGTH) % V5Layout.RECORD_LENGTH != 0) {
            throw new IllegalArgumentException(
                    "an export datagram is 24 + 48·n bytes long, not " + length);
        }
        return new ExportDatagram(
                receivedAtMicros,
                addressHigh,
                addressLow,
                port,
                bytes,
                offset,
                length,
                repairs,
                ACCEPTED,
                0,
                EPOCH_UNKNOWN);
    }

    /** Raw bytes that were refused, for quarantine. */
    public static ExportDatagram refused(
            long receivedAtMicros,
            long addressHigh,
            long addressLow,
            int port,
            byte[] bytes,
            int offset,
            int length,
            Refusal.Reason reason) {
        return new ExportDatagram(
                receivedAtMicros,
                addressHigh,
                addressLow,
                port,
                bytes,
                offset,
                length,
                0,
                reason.code(),
                0,
                EPOCH_UNKNOWN);
    }

    /** The same, as read from the spool of this number. */
    public ExportDatagram withSpool(int number) {
        return with(refusalCode, number, epochMillis);
    }

    /** The same, as a part of the numbering that began at {@code millis}. */
    public ExportDatagram withEpoch(long millis) {
        return with(refusalCode, spool, millis);
    }

    /** The same bytes, refused after all. */
    public ExportDatagram refusedAs(Refusal.Reason reason) {
        return with(reason.code(), spool, epochMillis);
    }

    private ExportDatagram with(int refusalCode, int spool, long epochMillis) {
        return new ExportDatagram(
                receivedAtMicros,
                addressHigh,
                addressLow,
                port,
                bytes,
                offset,
                length,
                repairs,
                refusalCode,
                spool,
                epochMillis);
    }

    /** When the receiver read it, microseconds since 1970, monotone per spool. */
    @Override
    public long receivedAtMicros() {
        return receivedAtMicros;
    }

    /** Upper half of the exporter's address, see {@link ExporterAddress}. */
    public long addressHigh() {
        return addressHigh;
    }

    public long addressLow() {
        return addressLow;
    }

    /** UDP source port. */
    public int port() {
        return port;
    }

    /**
     * The shared array; this datagram's bytes are {@code bytes[offset .. offset + length)}. Read
     * only.
     */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** {@link Repairs} bits that hold for all its records. */
    public int repairs() {
        return repairs;
    }

    /** Which spool it was read from, as its source numbers them; 0 for none. */
    public int spool() {
        return spool;
    }

    /**
     * The numbering its sequence belongs to, named by when its first datagram was received,
     * milliseconds since 1970; {@link #EPOCH_UNKNOWN} before or without an audit.
     */
    public long epochMillis() {
        return epochMillis;
    }

    public boolean isAccepted() {
        return refusalCode == ACCEPTED;
    }

    /** Why it was refused; only for a refused one. */
    public Refusal.Reason refusal() {
        return Refusal.Reason.ofCode(refusalCode);
    }

    /**
     * Whole records present, which for a truncated datagram is fewer than its header claims; 0 for
     * a refused one.
     */
    public int recordCount() {
        return isAccepted() ? (length - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH : 0;
    }

    @Override
    public String toString() {
        return (isAccepted()
                        ? "datagram of " + recordCount() + " flows"
                        : "refused (" + refusal().label() + ") " + length + " bytes")
                + " from "
                + ExporterAddress.text(addressHigh, addressLow)
                + ":"
                + port;
    }
}
