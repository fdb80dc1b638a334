package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.core.fs.Path;

/**
 * A part of a file: the row groups whose middle is in bytes {@code [from, to)}.
 *
 * @param view that its rows are of
 */
record FilePiece(String view, String path, long length, long from, long to)
        implements Serializable {

    long bytes() {
        return to - from;
    }

    TableReader open(List<? extends TableColumn> columns) throws IOException {
        return TableReader.open(
                new FlinkInputFile(new Path(path), length),
                path,
                columns,
                RowFilter.NONE,
                from,
                to);
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(view);
        out.writeUTF(path);
        out.writeLong(length);
        out.writeLong(from);
        out.writeLong(to);
    }

    static FilePiece read(DataInput in) throws IOException {
        return new FilePiece(
                in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readLong());
    }
}
