package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A datagram as a test wrote it or read it back; its text is all of it. */
record Written(long micros, long high, long low, int port, String payload) {

    static Written random(Random random, long micros, int payloadLength) {
        byte[] payload = new byte[payloadLength];
        random.nextBytes(payload);
        return new Written(
                micros,
                random.nextLong(),
                random.nextLong(),
                random.nextInt(65_536),
                HexFormat.of().formatHex(payload));
    }

    static List<Written> randoms(long seed, int count, int maxPayload) {
        Random random = new Random(seed);
        List<Written> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(random(random, i, random.nextInt(maxPayload + 1)));
        }
        return all;
    }

    boolean appendTo(SpoolWriter writer) {
        byte[] bytes = HexFormat.of().parseHex(payload);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 3);
        direct.position(3).put(bytes).position(3);
        return writer.appendDatagram(micros, high, low, port, direct);
    }

    /** Tries again while the next segment is being made. */
    static void appendAll(SpoolWriter writer, List<Written> datagrams) throws InterruptedException {
        for (Written datagram : datagrams) {
            for (int tries = 0; !datagram.appendTo(writer); tries++) {
                if (tries > 2000) {
                    throw new AssertionError("no space for a datagram: " + writer.problem());
                }
                Thread.sleep(5);
            }
        }
    }

    /** Short, for the failure message of a list of hundreds. */
    @Override
    public String toString() {
        String start = payload.substring(0, Math.min(8, payload.length()));
        return micros + "/" + start + "…" + payload.length() / 2;
    }

    int frameLength() {
        return FrameLayout.align(FrameLayout.HEADER + payload.length() / 2);
    }

    static Written of(SpoolFrame frame) {
        int from = frame.payloadOffset();
        byte[] payload = Arrays.copyOfRange(frame.bytes(), from, from + frame.payloadLength());
        return new Written(
                frame.receivedAtMicros(),
                frame.addressHigh(),
                frame.addressLow(),
                frame.port(),
                HexFormat.of().formatHex(payload));
    }

    static List<Written> of(FrameBatch batch) {
        List<Written> all = new ArrayList<>();
        SpoolFrame frame = new SpoolFrame();
        for (int at = 0; at < batch.length(); at = frame.nextOffset()) {
            frame.wrap(batch.bytes(), at);
            if (frame.type() == FrameType.DATAGRAM) {
                all.add(of(frame));
            }
        }
        return all;
    }

    /** Everything from here to the written end. */
    static List<Written> readAll(SpoolReader reader) throws IOException {
        List<Written> all = new ArrayList<>();
        FrameBatch batch = new FrameBatch(256 << 10);
        while (reader.poll(batch) > 0) {
            all.addAll(of(batch));
        }
        return all;
    }

    static List<Written> readAll(Path directory, long position) throws IOException {
        try (SpoolReader reader = SpoolReader.open(directory, position)) {
            return readAll(reader);
        }
    }
}
