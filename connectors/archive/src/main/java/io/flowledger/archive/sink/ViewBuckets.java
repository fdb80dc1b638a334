package io.flowledger.archive.sink;

import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** Partition of a posting: {@code view=NAME/dt=YYYY-MM-DD}, the day that its window begins in. */
final class ViewBuckets<T> implements BucketAssigner<T, String> {

    private static final long serialVersionUID = 1;

    private final ViewEncoder<T> encoder;
    private final TimeBuckets<T> days;

    ViewBuckets(ViewEncoder<T> encoder) {
        this.encoder = encoder;
        this.days = TimeBuckets.daily(encoder::partitionMillis);
    }

    @Override
    public String getBucketId(T element, Context context) {
        return "view=" + encoder.view(element) + "/" + days.getBucketId(element, context);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
