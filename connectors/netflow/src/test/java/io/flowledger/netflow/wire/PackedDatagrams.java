package io.flowledger.netflow.wire;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Sound payloads for tests to damage: datagrams one behind the other as a sender packs them. */
final class PackedDatagrams {

    private PackedDatagrams() {}

    static byte[] of(RandomGenerator random, int datagrams, int maxRecords) {
        byte[] bytes =
                new byte
                        [datagrams
                                * (V5Layout.HEADER_LENGTH + maxRecords * V5Layout.RECORD_LENGTH)];
        V5Encoder encoder = new V5Encoder();
        long uptime = random.nextInt();
        long secs = Integer.toUnsignedLong(random.nextInt());
        long sequence = random.nextInt();
        int end = 0;
        for (int i = 0; i < datagrams; i++) {
            int records = 1 + random.nextInt(maxRecords);
            encoder.start(bytes, end).sysUptime(uptime).exportedAt(secs, 0).flowSequence(sequence);
            for (int r = 0; r < records; r++) {
                encoder.nextRecord().counters(r + 1, random.nextInt());
            }
            end += encoder.finish();
            sequence += records;
        }
        return Arrays.copyOf(bytes, end);
    }
}
