package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;

/** Which columns of a file have values and not only NULL, from its footer alone. */
public final class PresentColumns {

    private PresentColumns() {}

    /**
     * @param name what error messages call the file
     * @return those of {@code columns} that may have some, in their order
     * @throws FlowFileException if the file is damaged or lacks one of the columns
     */
    public static <C extends TableColumn> List<C> of(InputFile file, String name, List<C> columns)
            throws IOException {
        try (StoredBytes bytes = new StoredBytes(file, name)) {
            ParquetMetadata footer = ParquetFooter.read(bytes, 0, Long.MAX_VALUE);
            List<C> present = new ArrayList<>();
            for (C column : columns) {
                FlowSchema.requireColumn(footer.getFileMetaData().getSchema(), column);
                if (footer.getBlocks().stream().anyMatch(group -> mayHold(group, column))) {
                    present.add(column);
                }
            }
            return present;
        } catch (IOException | RuntimeException e) {
            throw FlowFileException.of(name, e);
        }
    }

    private static boolean mayHold(BlockMetaData group, TableColumn column) {
        Statistics<?> statistics =
                FlowFileReader.chunkOf(group, column.columnName()).getStatistics();
        return statistics == null
                || !statistics.isNumNullsSet()
                || statistics.getNumNulls() < group.getRowCount();
    }
}
