package io.flowledger.archive.sink;

import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.WriterGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Opens the part files of one table. Each sink subtask works with its own deserialized copy, on one
 * thread, so the open files of a copy share one group.
 */
final class GroupedWriters<T> implements BulkWriter.Factory<T> {

    private static final long serialVersionUID = 1;

    private final FileOptions options;
    private final Opening<T> opening;
    private transient WriterGroup group;

    GroupedWriters(FileOptions options, Opening<T> opening) {
        this.options = options;
        this.opening = opening;
    }

    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
        if (group == null) {
            group = new WriterGroup(options);
        }
        return opening.open(group, out);
    }

    /** Starts a file of one table. */
    interface Opening<T> extends Serializable {
        BulkWriter<T> open(WriterGroup group, OutputStream out) throws IOException;
    }
}
