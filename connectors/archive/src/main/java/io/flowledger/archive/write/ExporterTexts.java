package io.flowledger.archive.write;

import io.flowledger.netflow.wire.ExporterAddress;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;

/** Address of an exporter as stored text; remembers recent ones, in bounded space. */
final class ExporterTexts {

    private static final int SLOTS = 1 << 12;

    private final long[] highs = new long[SLOTS];
    private final long[] lows = new long[SLOTS];
    private final Binary[] texts = new Binary[SLOTS];

    Binary of(long high, long low) {
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed >>> 52);
        if (texts[slot] == null || highs[slot] != high || lows[slot] != low) {
            highs[slot] = high;
            lows[slot] = low;
            texts[slot] =
                    Binary.fromConstantByteArray(
                            ExporterAddress.text(high, low).getBytes(StandardCharsets.US_ASCII));
        }
        return texts[slot];
    }
}
