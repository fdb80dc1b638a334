package io.flowledger.netflow.wire;

/**
 * What holds of everything the parser says about any bytes, checked while it says it. Plain
 * comparisons rather than assertions of a library and nothing collected, since the fuzz test asks
 * this millions of times.
 */
final class PayloadLaws implements PayloadParser.Handler {

    private byte[] bytes;
    private int start;
    private int length;
    private int at;
    private int datagrams;

    /** Parses the payload and returns the number of datagrams it held. */
    int check(PayloadParser parser, byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.length = length;
        this.at = offset;
        this.datagrams = 0;
        parser.parse(bytes, offset, length, this);
        require(at == start + length, "every byte is accounted for");
        return datagrams;
    }

    @Override
    public void datagram(int offset, int datagramLength, int repairs) {
        int records = (datagramLength - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;
        int count = V5Layout.u16(bytes, offset + V5Layout.COUNT);
        boolean truncated = (repairs & Repairs.TRUNCATED) != 0;
        require(offset == at, "datagrams follow each other without a hole");
        require(records >= 1, "a datagram has a record");
        require(
                datagramLength == V5Layout.HEADER_LENGTH + records * V5Layout.RECORD_LENGTH,
                "a datagram is 24 + 48·n bytes long");
        require(truncated ? records < count : records == count, "records are as counted");
        require(
                (repairs & Repairs.CONCATENATED) != 0 == datagrams > 0,
                "every datagram but the first is marked as packed");
        datagrams++;
        at = offset + datagramLength;
        require(at <= start + length, "a datagram lies in the payload");
    }

    @Override
    public void refused(int offset, int refusedLength, Refusal refusal) {
        boolean truncated = refusal instanceof Refusal.Truncated;
        require(!truncated || datagrams == 1, "only a first datagram can be truncated");
        require(offset == (truncated ? start : at), "what is refused begins where flows end");
        at = offset + refusedLength;
    }

    @Override
    public void trailing(int offset, int trailingLength) {
        require(offset == at && trailingLength > 0, "trailing bytes end the payload");
        at = offset + trailingLength;
    }

    private static void require(boolean holds, String law) {
        if (!holds) {
            throw new AssertionError("broken law: " + law);
        }
    }
}
