package io.flowledger.netflow.source;

import io.flowledger.netflow.capture.CaptureReader;
import java.util.Arrays;

/** UDP payloads copied out of a capture, column by column, up to a number of packets or bytes. */
final class FetchedPackets implements Fetched {

    static final int MAX_PACKETS = 512;

    private final long[] micros = new long[MAX_PACKETS];
    private final long[] addressHigh = new long[MAX_PACKETS];
    private final long[] addressLow = new long[MAX_PACKETS];
    private final int[] port = new int[MAX_PACKETS];
    private final int[] end = new int[MAX_PACKETS];
    private byte[] bytes;
    private int count;
    private long endPosition;

    FetchedPackets(int capacityBytes, long startPosition) {
        bytes = new byte[capacityBytes];
        endPosition = startPosition;
    }

    boolean isFull() {
        return count == MAX_PACKETS || length() >= bytes.length;
    }

    /** Copies the reader's current packet; it is taken even where it does not fit. */
    void add(CaptureReader reader, long atMicros) {
        int start = length();
        int needed = start + reader.payloadLength();
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, needed);
        }
        System.arraycopy(
                reader.bytes(), reader.payloadOffset(), bytes, start, reader.payloadLength());
        micros[count] = atMicros;
        addressHigh[count] = reader.sourceAddressHigh();
        addressLow[count] = reader.sourceAddressLow();
        port[count] = reader.sourcePort();
        end[count] = needed;
        count++;
    }

    void endsAt(long position) {
        endPosition = position;
    }

    @Override
    public long endPosition() {
        return endPosition;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset(int packet) {
        return packet == 0 ? 0 : end[packet - 1];
    }

    int length(int packet) {
        return end[packet] - offset(packet);
    }

    long micros(int packet) {
        return micros[packet];
    }

    long addressHigh(int packet) {
        return addressHigh[packet];
    }

    long addressLow(int packet) {
        return addressLow[packet];
    }

    int port(int packet) {
        return port[packet];
    }

    private int length() {
        return count == 0 ? 0 : end[count - 1];
    }
}
