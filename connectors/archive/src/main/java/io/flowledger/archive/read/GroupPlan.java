package io.flowledger.archive.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * Which rows of a row group may be wanted, by all that the file says short of the rows: statistics
 * first, then page indexes, then Bloom filters and dictionaries.
 */
final class GroupPlan {

    private final StoredBytes file;
    private final PageDecompressor decompressor;
    private final BlockMetaData group;
    private final long rows;
    private final Map<ReadColumn, PageIndex> indexes = new HashMap<>();
    private final Map<ReadColumn, byte[]> dictionaries = new HashMap<>();
    private final List<ReadColumn> tested = new ArrayList<>();
    private RowSpans spans;

    private GroupPlan(StoredBytes file, PageDecompressor decompressor, BlockMetaData group) {
        this.file = file;
        this.decompressor = decompressor;
        this.group = group;
        this.rows = group.getRowCount();
        this.spans = RowSpans.all(rows);
    }

    static GroupPlan of(
            StoredBytes file,
            PageDecompressor decompressor,
            BlockMetaData group,
            List<ReadColumn> conditioned)
            throws IOException {
        if (group.getRowCount() < 0) {
            throw new IllegalStateException("a row group of " + group.getRowCount() + " rows");
        }
        GroupPlan plan = new GroupPlan(file, decompressor, group);
        if (!plan.byStatistics(conditioned)) {
            plan.spans = RowSpans.all(0);
            return plan;
        }
        for (ReadColumn column : plan.tested) {
            if (column.isInFile() && !plan.spans.isEmpty()) {
                plan.byPages(column, column.bounds(), column.test().condition());
            }
        }
        for (ReadColumn column : plan.tested) {
            if (column.isInFile()
                    && !plan.spans.isEmpty()
                    && (!BloomTest.mayHold(file, plan.chunk(column), column)
                            || !plan.mayBeInDictionary(column))) {
                plan.spans = RowSpans.all(0);
            }
        }
        return plan;
    }

    /** Rows that may be wanted. */
    RowSpans spans() {
        return spans;
    }

    /** Columns whose condition does not hold for all rows anyway. */
    List<ReadColumn> tested() {
        return tested;
    }

    /** False if no row can be wanted. */
    private boolean byStatistics(List<ReadColumn> conditioned) {
        for (ReadColumn column : conditioned) {
            if (!byStatistics(column, column.bounds(), column.test().condition())) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private <K extends Comparable<K>> boolean byStatistics(
            ReadColumn column, ColumnBounds<K> bounds, Condition<?> condition) {
        Condition<K> wanted = (Condition<K>) condition;
        ValueBounds<K> values =
                column.isInFile()
                        ? bounds.of(chunk(column), column.isOptional())
                        : new ValueBounds<>(null, null, false, true);
        if (!wanted.mayHold(values)) {
            return false;
        }
        if (!wanted.holdsForAll(values)) {
            tested.add(column);
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private <K extends Comparable<K>> void byPages(
            ReadColumn column, ColumnBounds<K> bounds, Condition<?> condition) throws IOException {
        PageIndex index = index(column);
        if (index != null) {
            spans =
                    spans.intersection(
                            index.wanted(file, chunk(column), bounds, (Condition<K>) condition));
        }
    }

    private boolean mayBeInDictionary(ReadColumn column) throws IOException {
        ColumnChunkMetaData chunk = chunk(column);
        Condition<?> condition = column.test().condition();
        PageIndex index = index(column);
        if (condition.nulls() || index == null || index.pages() == 0 || !isAllCoded(chunk)) {
            return true;
        }
        byte[] front = PagedBytes.readFront(file, chunk, index);
        if (front == null) {
            return true;
        }
        dictionaries.put(column, front);
        ChunkPages pages = new ChunkPages(front, chunk.getCodec(), decompressor, false);
        if (!pages.announce(0) || !pages.isDictionary()) {
            return true;
        }
        return DictionaryTest.hasWanted(pages.take(), column);
    }

    private static boolean isAllCoded(ColumnChunkMetaData chunk) {
        EncodingStats stats = chunk.getEncodingStats();
        return stats != null
                && stats.hasDictionaryPages()
                && stats.hasDictionaryEncodedPages()
                && !stats.hasNonDictionaryEncodedPages();
    }

    /**
     * The pages of a column that have a row of {@link #spans}.
     *
     * @param ahead whether all rows will be read
     */
    ChunkPages pages(ReadColumn column, boolean ahead) throws IOException {
        ColumnChunkMetaData chunk = chunk(column);
        PageIndex index = index(column);
        ChunkBytes bytes =
                index == null
                        ? whole(chunk)
                        : new PagedBytes(
                                file,
                                chunk,
                                index,
                                spans,
                                dictionaries.get(column),
                                ahead && (tested.isEmpty() || tested.contains(column)));
        return new ChunkPages(bytes, chunk.getCodec(), decompressor, column.isOptional());
    }

    private ChunkBytes whole(ColumnChunkMetaData chunk) {
        return new ChunkBytes() {
            private boolean done;

            @Override
            public Part next(long row) throws IOException {
                if (done) {
                    return null;
                }
                done = true;
                int length = Math.toIntExact(chunk.getTotalSize());
                return new Part(file.read(chunk.getStartingPos(), length), 0);
            }
        };
    }

    private PageIndex index(ReadColumn column) throws IOException {
        if (!indexes.containsKey(column)) {
            indexes.put(column, PageIndex.read(file, chunk(column), rows));
        }
        return indexes.get(column);
    }

    private ColumnChunkMetaData chunk(ReadColumn column) {
        return FlowFileReader.chunkOf(group, column.column().columnName());
    }
}
