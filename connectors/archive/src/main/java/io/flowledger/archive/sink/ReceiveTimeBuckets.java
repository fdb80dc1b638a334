package io.flowledger.archive.sink;

import io.flowledger.netflow.wire.ExportDatagram;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Partition of a datagram by its receive time in UTC, so that a replay lands where the first run
 * did. Flink's own assigner goes by processing time and the system's zone.
 */
final class ReceiveTimeBuckets implements BucketAssigner<ExportDatagram, String> {

    private static final long serialVersionUID = 1;

    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_HOUR =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd/'hr='HH").withZone(ZoneOffset.UTC);

    private final boolean hourly;

    /** The hour that {@link #bucket} is for; datagrams come nearly in order of time. */
    private transient long hour;

    private transient String bucket;

    private ReceiveTimeBuckets(boolean hourly) {
        this.hourly = hourly;
    }

    /** {@code dt=YYYY-MM-DD/hr=HH}. */
    static ReceiveTimeBuckets hourly() {
        return new ReceiveTimeBuckets(true);
    }

    /** {@code dt=YYYY-MM-DD}. */
    static ReceiveTimeBuckets daily() {
        return new ReceiveTimeBuckets(false);
    }

    @Override
    public String getBucketId(ExportDatagram datagram, Context context) {
        long wanted = Math.floorDiv(datagram.receivedAtMicros(), MICROS_PER_HOUR);
        if (bucket == null || wanted != hour) {
            Instant start = Instant.ofEpochSecond(wanted * 3600);
            bucket = (hourly ? DAY_AND_HOUR : DAY).format(start);
            hour = wanted;
        }
        return bucket;
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
