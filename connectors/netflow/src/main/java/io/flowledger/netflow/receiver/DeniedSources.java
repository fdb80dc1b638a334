package io.flowledger.netflow.receiver;

import io.flowledger.netflow.wire.ExporterAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Datagrams that the allow-list kept out, by sender, for reporting. Bounded, since anybody can
 * forge senders: past the limit they count as others. The receiving thread writes, any reads.
 */
final class DeniedSources {

    static final int LIMIT = 256;
    static final String OTHERS = "others";

    /** Half empty, so that probing is short. */
    private static final int SLOTS = 2 * LIMIT;

    private final long[] high = new long[SLOTS];
    private final long[] low = new long[SLOTS];
    private final long[] counts = new long[SLOTS];
    private int sources;
    private long others;

    synchronized void count(long addressHigh, long addressLow) {
        int slot = slot(addressHigh, addressLow);
        if (counts[slot] == 0) {
            if (sources == LIMIT) {
                others++;
                return;
            }
            sources++;
            high[slot] = addressHigh;
            low[slot] = addressLow;
        }
        counts[slot]++;
    }

    synchronized Map<String, Long> bySource() {
        Map<String, Long> result = new LinkedHashMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            if (counts[slot] != 0) {
                result.put(ExporterAddress.text(high[slot], low[slot]), counts[slot]);
            }
        }
        if (others != 0) {
            result.put(OTHERS, others);
        }
        return result;
    }

    private int slot(long addressHigh, long addressLow) {
        long mixed = (addressHigh * 31 + addressLow) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed >>> 32) & (SLOTS - 1);
        while (counts[slot] != 0 && (high[slot] != addressHigh || low[slot] != addressLow)) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }
}
