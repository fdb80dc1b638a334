package io.flowledger.netflow.spool;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a spool uses its directory.
 *
 * @param segmentBytes size of a segment file; a multiple of 4 KiB from 128 KiB to 1 GiB
 * @param maxBytes quota of all segments of this spool together, at least two segments
 * @param retention how long a segment is kept after the job has committed it
 * @param sync when frames are forced to the disk
 * @param syncInterval how often, with {@link SyncPolicy#INTERVAL}
 */
public record SpoolOptions(
        int segmentBytes, long maxBytes, Duration retention, SyncPolicy sync, Duration syncInterval)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int PAGE = 4096;
    private static final int MIN_SEGMENT_BYTES = 128 << 10;
    private static final int MAX_SEGMENT_BYTES = 1 << 30;

    public SpoolOptions {
        if (segmentBytes < MIN_SEGMENT_BYTES
                || segmentBytes > MAX_SEGMENT_BYTES
                || segmentBytes % PAGE != 0) {
            throw new IllegalArgumentException(
                    "spool segment size "
                            + segmentBytes
                            + " bytes: give a multiple of 4 KiB from 128 KiB to 1 GiB");
        }
        if (maxBytes < 2L * segmentBytes) {
            throw new IllegalArgumentException(
                    "spool quota "
                            + maxBytes
                            + " bytes: give at least two segments, "
                            + 2L * segmentBytes
                            + " bytes");
        }
        if (retention.isNegative()) {
            throw new IllegalArgumentException("spool retention " + retention + " is negative");
        }
        if (syncInterval.isNegative() || syncInterval.isZero()) {
            throw new IllegalArgumentException(
                    "spool sync interval " + syncInterval + ": give more than zero");
        }
    }

    /** 64 MiB segments, 20 GiB in all, a day of retention, synced once a second. */
    public static SpoolOptions defaults() {
        return new SpoolOptions(
                64 << 20,
                20L << 30,
                Duration.ofHours(24),
                SyncPolicy.INTERVAL,
                Duration.ofSeconds(1));
    }

    public SpoolOptions withSegmentBytes(int bytes) {
        return new SpoolOptions(bytes, maxBytes, retention, sync, syncInterval);
    }

    public SpoolOptions withMaxBytes(long bytes) {
        return new SpoolOptions(segmentBytes, bytes, retention, sync, syncInterval);
    }

    public SpoolOptions withRetention(Duration duration) {
        return new SpoolOptions(segmentBytes, maxBytes, duration, sync, syncInterval);
    }

    public SpoolOptions withSync(SyncPolicy policy) {
        return new SpoolOptions(segmentBytes, maxBytes, retention, policy, syncInterval);
    }

    public SpoolOptions withSyncInterval(Duration interval) {
        return new SpoolOptions(segmentBytes, maxBytes, retention, sync, interval);
    }
}
