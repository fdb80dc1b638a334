package io.flowledger.netflow.wire;

import java.util.ArrayList;
import java.util.List;

/** All that the parser said about one payload, for tests to look at. */
public final class ParsedPayload implements PayloadParser.Handler {

    /** A slice of the payload; refusal is null for datagrams and trailing bytes. */
    public record Slice(int offset, int length, int repairs, Refusal refusal) {
        int end() {
            return offset + length;
        }
    }

    public final List<Slice> datagrams = new ArrayList<>();
    public final List<Slice> refused = new ArrayList<>();
    public final List<Slice> trailing = new ArrayList<>();
    private final byte[] bytes;

    private ParsedPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ParsedPayload of(byte[] payload) {
        return of(payload, 0, payload.length);
    }

    public static ParsedPayload of(byte[] bytes, int offset, int length) {
        ParsedPayload parsed = new ParsedPayload(bytes);
        new PayloadParser().parse(bytes, offset, length, parsed);
        return parsed;
    }

    @Override
    public void datagram(int offset, int length, int repairs) {
        datagrams.add(new Slice(offset, length, repairs, null));
    }

    @Override
    public void refused(int offset, int length, Refusal refusal) {
        refused.add(new Slice(offset, length, 0, refusal));
    }

    @Override
    public void trailing(int offset, int length) {
        trailing.add(new Slice(offset, length, 0, null));
    }

    public V5Header header(int datagram) {
        return new V5Header().wrap(bytes, datagrams.get(datagram).offset());
    }

    /** The i-th record of all datagrams together. */
    public V5Record record(int index) {
        return records().get(index);
    }

    public List<V5Record> records() {
        List<V5Record> records = new ArrayList<>();
        for (Slice datagram : datagrams) {
            for (int at = datagram.offset() + V5Layout.HEADER_LENGTH;
                    at < datagram.end();
                    at += V5Layout.RECORD_LENGTH) {
                records.add(new V5Record().wrap(bytes, at));
            }
        }
        return records;
    }

    public long packets() {
        return records().stream().mapToLong(V5Record::packets).sum();
    }

    public long octets() {
        return records().stream().mapToLong(V5Record::octets).sum();
    }

    /** Flows that truncated datagrams claimed and did not bring. */
    public int lostTruncated() {
        int lost = 0;
        for (Slice slice : refused) {
            if (slice.refusal() instanceof Refusal.Truncated truncated) {
                lost += truncated.count() - truncated.present();
            }
        }
        return lost;
    }

    public int trailingBytes() {
        return trailing.stream().mapToInt(Slice::length).sum();
    }

    /** Versions refused behind an accepted datagram or as a whole payload. */
    public List<Integer> refusedVersions() {
        return refused.stream()
                .filter(slice -> slice.refusal() instanceof Refusal.UnsupportedVersion)
                .map(slice -> ((Refusal.UnsupportedVersion) slice.refusal()).version())
                .toList();
    }
}
