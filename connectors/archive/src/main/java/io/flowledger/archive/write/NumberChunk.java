package io.flowledger.archive.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Writes whole column chunks of numbers. A column's encoding is the one that takes the fewest bytes
 * compressed, as some pages of its first chunk are tried in all of them.
 */
final class NumberChunk {

    /** Pages tried; evenly spread, since a chunk's end may look other than its beginning. */
    private static final int TRIED_PAGES = 3;

    /** A dictionary is read whole for one page: it has to be small beside the pages. */
    private static final int LEAST_ROWS_PER_SOUGHT_VALUE = 16;

    private static final int FIRST_BYTES = 1 << 12;
    private static final int MOST_BYTES = 1 << 24;

    private final PageCompressor compressor;
    private final Encodings allowed;
    private final PageBytes page = new PageBytes();
    private final NumberDictionary dictionary = new NumberDictionary();
    private final ValuesWriter intDeltas =
            new DeltaBinaryPackingValuesWriterForInteger(
                    DeltaBinaryPackingValuesWriter.DEFAULT_NUM_BLOCK_VALUES,
                    DeltaBinaryPackingValuesWriter.DEFAULT_NUM_MINIBLOCKS,
                    FIRST_BYTES,
                    MOST_BYTES,
                    HeapByteBufferAllocator.getInstance());
    private final ValuesWriter longDeltas =
            new DeltaBinaryPackingValuesWriterForLong(
                    DeltaBinaryPackingValuesWriter.DEFAULT_NUM_BLOCK_VALUES,
                    DeltaBinaryPackingValuesWriter.DEFAULT_NUM_MINIBLOCKS,
                    FIRST_BYTES,
                    MOST_BYTES,
                    HeapByteBufferAllocator.getInstance());
    private final Map<String, Choice> choices = new HashMap<>();
    private long[] ofPage = new long[0];
    private int[] codesOfPage = new int[0];

    // of the chunk in hand
    private PrimitiveType type;
    private int width;
    private long[] values;
    private int count;
    private boolean coded;

    NumberChunk(PageCompressor compressor, Encodings allowed) {
        this.compressor = compressor;
        this.allowed = allowed;
    }

    /**
     * @param values of rows that have one, in order
     * @param levels says which rows have
     * @param sought whether one of its pages should be read without much else
     */
    void write(PrimitiveType type, long[] values, RowLevels levels, boolean sought, PageWriter out)
            throws IOException {
        this.type = type;
        this.width = type.getPrimitiveTypeName() == PrimitiveTypeName.INT32 ? 4 : 8;
        this.values = values;
        this.count = levels.values();
        PageEncoding encoding = choose(levels, sought);
        for (int i = 0; i < levels.pages(); i++) {
            writePage(encoding, levels, i, out);
        }
        if (encoding.isCoded()) {
            putDictionary(encoding);
            out.writeDictionaryPage(
                    new DictionaryPage(
                            page.asInput(),
                            dictionary.size(),
                            org.apache.parquet.column.Encoding.PLAIN));
        }
    }

    private void writePage(PageEncoding encoding, RowLevels levels, int index, PageWriter out)
            throws IOException {
        page.clear();
        Statistics<?> statistics = Statistics.createStats(type);
        boolean optional = type.isRepetition(Repetition.OPTIONAL);
        if (optional) {
            levels.put(index, page);
            statistics.incrementNumNulls(levels.rows(index) - levels.values(index));
        }
        int from = levels.firstValue(index);
        int size = levels.values(index);
        PageEncoding used = size == 0 ? PageEncoding.PLAIN : encoding;
        if (size > 0) {
            encode(used, from, size);
            NumberStatistics.describe(statistics, page(from, size), size);
        }
        PageHeaders.write(page, out, levels.rows(index), statistics, used.parquet(), optional);
    }

    // ---- choosing ------------------------------------------------------------------------------

    /** What was best for the column before, as long as that still fits. */
    private PageEncoding choose(RowLevels levels, boolean sought) throws IOException {
        if (count == 0) {
            return PageEncoding.PLAIN;
        }
        Choice before = choices.get(type.getName());
        if (before != null && !before.encoding.isCoded()) {
            return before.encoding;
        }
        coded =
                dictionary.code(values, count)
                        && (!sought || dictionary.size() <= count / LEAST_ROWS_PER_SOUGHT_VALUE);
        if (before != null && coded && before.fits(dictionary.size())) {
            return before.encoding;
        }
        PageEncoding best = best(levels);
        choices.put(type.getName(), new Choice(best, dictionary.size()));
        return best;
    }

    /**
     * An encoding, and the dictionary that was looked at.
     *
     * @param entries of that
     */
    private record Choice(PageEncoding encoding, int entries) {

        /** Neither one value that became several nor some that became many. */
        boolean fits(int size) {
            return (entries == 1) == (size == 1) && size <= 2 * entries;
        }
    }

    private PageEncoding best(RowLevels levels) throws IOException {
        PageEncoding best = PageEncoding.PLAIN;
        double fewest = Double.MAX_VALUE;
        for (PageEncoding encoding : candidates()) {
            double bytes = estimate(encoding, levels);
            if (bytes < fewest) {
                fewest = bytes;
                best = encoding;
            }
        }
        return best;
    }

    private List<PageEncoding> candidates() {
        List<PageEncoding> candidates = new ArrayList<>();
        if (coded) {
            candidates.add(PageEncoding.PACKED);
            if (dictionary.size() == 1) {
                return candidates;
            }
            candidates.add(PageEncoding.ALIGNED);
            candidates.add(PageEncoding.RANKED);
        }
        candidates.add(PageEncoding.PLAIN);
        if (allowed == Encodings.DENSE) {
            candidates.add(PageEncoding.DELTA);
        }
        return candidates;
    }

    private double estimate(PageEncoding encoding, RowLevels levels) throws IOException {
        int pages = levels.pages();
        int tried = Math.min(pages, TRIED_PAGES);
        long rows = 0;
        long bytes = 0;
        for (int i = 0; i < tried; i++) {
            int index = (int) ((2L * i + 1) * pages / (2L * tried));
            int size = levels.values(index);
            if (size > 0) {
                page.clear();
                encode(encoding, levels.firstValue(index), size);
                bytes += compressor.compress(page.asInput()).size();
                rows += size;
            }
        }
        double all = rows == 0 ? 0 : (double) bytes / rows * count;
        if (encoding.isCoded()) {
            putDictionary(encoding);
            all += compressor.compress(page.asInput()).size();
        }
        return all;
    }

    private void putDictionary(PageEncoding encoding) {
        page.clear();
        dictionary.putPlain(encoding == PageEncoding.RANKED, count, width, page);
    }

    // ---- encoding ------------------------------------------------------------------------------

    private void encode(PageEncoding encoding, int from, int size) throws IOException {
        switch (encoding) {
            case PLAIN -> page.putLongs(page(from, size), size, width);
            case PACKED -> putCodes(from, size, null, false);
            case ALIGNED -> putCodes(from, size, null, true);
            case RANKED -> putCodes(from, size, dictionary.ranks(count), true);
            case DELTA -> putDeltas(from, size);
        }
    }

    private long[] page(int from, int size) {
        if (ofPage.length < size) {
            ofPage = new long[size];
        }
        System.arraycopy(values, from, ofPage, 0, size);
        return ofPage;
    }

    private void putCodes(int from, int size, int[] ranks, boolean wholeBytes) {
        if (codesOfPage.length < size) {
            codesOfPage = new int[size];
        }
        int[] codes = dictionary.codes();
        int most = 0;
        for (int i = 0; i < size; i++) {
            int code = codes[from + i];
            codesOfPage[i] = ranks == null ? code : ranks[code];
            most = Math.max(most, codesOfPage[i]);
        }
        int bits = RunLengthEncoder.bitWidth(most + 1);
        int asWritten = wholeBytes ? (bits + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE : bits;
        RunLengthEncoder.encodeCodes(codesOfPage, size, asWritten, page);
    }

    private void putDeltas(int from, int size) throws IOException {
        ValuesWriter deltas = width == Integer.BYTES ? intDeltas : longDeltas;
        if (width == Integer.BYTES) {
            for (int i = from; i < from + size; i++) {
                deltas.writeInteger((int) values[i]);
            }
        } else {
            for (int i = from; i < from + size; i++) {
                deltas.writeLong(values[i]);
            }
        }
        page.put(deltas.getBytes().toByteArray());
        deltas.reset();
    }

    void close() {
        intDeltas.close();
        longDeltas.close();
    }
}
