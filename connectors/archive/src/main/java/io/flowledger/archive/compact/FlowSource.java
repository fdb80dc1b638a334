package io.flowledger.archive.compact;

import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.TableReader;
import java.io.IOException;
import org.apache.parquet.io.InputFile;

/**
 * A file of flows, or the row groups of it whose middle is in bytes {@code [from, to)}.
 *
 * @param name what messages call it
 */
public record FlowSource(InputFile file, String name, long from, long to) {

    TableReader open() throws IOException {
        return TableReader.open(file, name, FlowChunk.COLUMNS, RowFilter.NONE, from, to);
    }
}
