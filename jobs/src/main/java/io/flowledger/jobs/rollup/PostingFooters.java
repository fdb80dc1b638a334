package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;

/**
 * What the footers of files of postings say.
 *
 * @param received minutes of receipt that the rows are of
 */
record PostingFooters(long rows, ReceivedTime received) {

    static PostingFooters of(List<FileStatus> files) throws IOException {
        try {
            // a day that was never compacted has thousands, and each of them is waited for
            return files.parallelStream()
                    .map(PostingFooters::of)
                    .reduce(new PostingFooters(0, ReceivedTime.NONE), PostingFooters::plus);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static PostingFooters of(FileStatus file) {
        try {
            ColumnRange range =
                    ColumnRange.of(
                            new FlinkInputFile(file.getPath(), file.getLen()),
                            file.getPath().toString(),
                            PostingColumn.RECEIVED_MINUTE);
            return new PostingFooters(
                    range.rows(), new ReceivedTime(range.minMillis(), range.maxMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PostingFooters plus(PostingFooters other) {
        return new PostingFooters(rows + other.rows, received.plus(other.received));
    }
}
