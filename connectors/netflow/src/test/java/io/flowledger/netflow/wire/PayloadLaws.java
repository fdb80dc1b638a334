package io.flowledger.netflow.wire;

/**
 * What holds of everything the parser says about any bytes. Plain comparisons rather than
 * assertions of a library, since the fuzz test asks this millions of times.
 */
final class PayloadLaws {

    private PayloadLaws() {}

    static void check(byte[] bytes, int offset, int length, ParsedPayload parsed) {
        int at = offset;
        for (ParsedPayload.Slice datagram : parsed.datagrams) {
            require(datagram.offset() == at, "datagrams follow each other without a hole");
            int records = (datagram.length() - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;
            require(records >= 1, "a datagram has at least one record");
            require(
                    datagram.length() == V5Layout.HEADER_LENGTH + records * V5Layout.RECORD_LENGTH,
                    "a datagram is 24 + 48·n bytes long");
            int count = V5Layout.u16(bytes, at + V5Layout.COUNT);
            boolean truncated = (datagram.repairs() & Repairs.TRUNCATED) != 0;
            require(truncated ? records < count : records == count, "records are as counted");
            at = datagram.end();
        }
        if (parsed.lostTruncated() > 0) {
            require(parsed.datagrams.size() == 1, "only the first datagram can be truncated");
            require(
                    parsed.refused.get(0).offset() == offset
                            && parsed.refused.get(0).length() == length,
                    "a truncated payload goes to quarantine whole");
            at = offset + length;
        }
        for (ParsedPayload.Slice slice : parsed.refused) {
            if (!(slice.refusal() instanceof Refusal.Truncated)) {
                require(slice.offset() == at, "what is refused begins where flows end");
                at = slice.end();
            }
        }
        for (ParsedPayload.Slice slice : parsed.trailing) {
            require(slice.offset() == at && slice.length() > 0, "trailing bytes end the payload");
            at = slice.end();
        }
        require(at == offset + length, "every byte is accounted for");
    }

    private static void require(boolean holds, String law) {
        if (!holds) {
            throw new AssertionError("broken law: " + law);
        }
    }
}
