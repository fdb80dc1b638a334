package io.flowledger.archive.sink;

import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Partition of a row of a view, and in it by time: {@code view=NAME/dt=YYYY-MM-DD}, for a posting
 * the day that its window begins in.
 */
final class ViewBuckets<T> implements BucketAssigner<T, String> {

    private static final long serialVersionUID = 1;

    private final ViewEncoder<T> encoder;
    private final TimeBuckets<T> times;

    private ViewBuckets(ViewEncoder<T> encoder, TimeBuckets<T> times) {
        this.encoder = encoder;
        this.times = times;
    }

    static <T> ViewBuckets<T> daily(ViewEncoder<T> encoder) {
        return new ViewBuckets<>(encoder, TimeBuckets.daily(encoder::partitionMillis));
    }

    /** {@code view=NAME/month=YYYY-MM}. */
    static <T> ViewBuckets<T> monthly(ViewEncoder<T> encoder) {
        return new ViewBuckets<>(encoder, TimeBuckets.monthly(encoder::partitionMillis));
    }

    @Override
    public String getBucketId(T element, Context context) {
        return "view=" + encoder.view(element) + "/" + times.getBucketId(element, context);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
