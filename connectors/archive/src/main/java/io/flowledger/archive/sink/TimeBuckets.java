package io.flowledger.archive.sink;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Partition of an element by a time of its own in UTC, so that a replay lands where the first run
 * did. Flink's own assigner goes by processing time and the system's zone.
 */
final class TimeBuckets<T> implements BucketAssigner<T, String> {

    private static final long serialVersionUID = 1;

    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_HOUR =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd/'hr='HH").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("'month='uuuu-MM").withZone(ZoneOffset.UTC);

    private enum Length {
        HOUR,
        DAY,
        MONTH
    }

    private final MillisOf<T> time;
    private final Length length;

    /** The hour that {@link #bucket} is for; elements come nearly in order of time. */
    private transient long hour;

    private transient String bucket;

    private TimeBuckets(MillisOf<T> time, Length length) {
        this.time = time;
        this.length = length;
    }

    /** {@code dt=YYYY-MM-DD/hr=HH}. */
    static <T> TimeBuckets<T> hourly(MillisOf<T> time) {
        return new TimeBuckets<>(time, Length.HOUR);
    }

    /** {@code dt=YYYY-MM-DD}. */
    static <T> TimeBuckets<T> daily(MillisOf<T> time) {
        return new TimeBuckets<>(time, Length.DAY);
    }

    /** {@code month=YYYY-MM}. */
    static <T> TimeBuckets<T> monthly(MillisOf<T> time) {
        return new TimeBuckets<>(time, Length.MONTH);
    }

    @Override
    public String getBucketId(T element, Context context) {
        long wanted = Math.floorDiv(time.of(element), MILLIS_PER_HOUR);
        if (bucket == null || wanted != hour) {
            Instant start = Instant.ofEpochSecond(wanted * 3600);
            DateTimeFormatter format =
                    switch (length) {
                        case HOUR -> DAY_AND_HOUR;
                        case DAY -> DAY;
                        case MONTH -> MONTH;
                    };
            bucket = format.format(start);
            hour = wanted;
        }
        return bucket;
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }

    /** The time an element is filed by, milliseconds since 1970. */
    interface MillisOf<T> extends Serializable {
        long of(T element);
    }
}
