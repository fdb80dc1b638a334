package io.flowledger.archive.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;

/**
 * One column of one open file: decodes page after page of a column chunk into an array, as many
 * rows at a time as the caller wants. Pages of columns need not end at the same row.
 */
abstract class ColumnReader {

    private final ColumnDescriptor descriptor;
    private final boolean optional;
    private final RunLengthDecoder levels = new RunLengthDecoder();
    private final RunLengthDecoder codes = new RunLengthDecoder();
    private final int[] codesOfRows = new int[FlowFileReader.BATCH_ROWS];
    private final int[] levelsOfRows = new int[FlowFileReader.BATCH_ROWS];

    /** The page in hand: values that are not codes are in bytes {@code [position, end)}. */
    byte[] page;

    int position;
    int end;

    /** Decodes the page in hand; null for PLAIN pages. */
    ValuesReader other;

    private ChunkPages pages;
    private boolean coded;
    private int left;

    /** Row of the row group that comes next. */
    private long row;

    /** Where rows without a value are marked, or null where nobody asks. */
    private boolean[] nulls;

    ColumnReader(ColumnDescriptor descriptor) {
        this.descriptor = descriptor;
        this.optional = descriptor.getMaxDefinitionLevel() > 0;
    }

    /** Takes the {@code count} values of a dictionary page. */
    abstract void dictionary(LittleEndian page, int count);

    /** Starts a page of PLAIN values. */
    void startPlain(LittleEndian values) {
        page = values.bytes();
        position = values.from();
        end = values.to();
        other = null;
    }

    /** A damaged page must not make anyone allocate or read more than it has. */
    final void requireBytes(long bytes) {
        if (bytes < 0 || bytes > end - position) {
            throw new IllegalStateException("a page ends before its values do");
        }
    }

    /**
     * Passes over the next PLAIN value of a column of bytes.
     *
     * @return its length; it ends at the position
     */
    final int nextBytes() {
        requireBytes(Integer.BYTES);
        int length = LittleEndian.intAt(page, position);
        position += Integer.BYTES;
        requireBytes(length);
        position += length;
        return length;
    }

    /** Sets rows {@code [at, at + count)} to the next values of a page without codes. */
    abstract void plain(int at, int count);

    /** Sets rows {@code [at, at + count)} to one value of the dictionary. */
    abstract void repeat(int at, int count, int code);

    /** Sets rows {@code [at, at + count)} to values of the dictionary. */
    abstract void look(int at, int count, int[] codes);

    /** Moves the values that rows from {@code at} on got to those rows that have a value. */
    void spread(int at, int count, int present, int[] levels) {
        throw new IllegalStateException("NULL in column " + name());
    }

    /** The same for numbers in an array, backwards since values only move up. */
    static void spread(int[] rows, int nothing, int at, int count, int present, int[] levels) {
        if (present == 0) {
            Arrays.fill(rows, at, at + count, nothing);
            return;
        }
        int from = at + present;
        for (int i = count - 1; i >= 0; i--) {
            rows[at + i] = levels[i] == 1 ? rows[--from] : nothing;
        }
    }

    final String name() {
        return descriptor.getPath()[0];
    }

    final ColumnDescriptor descriptor() {
        return descriptor;
    }

    final boolean isOptional() {
        return optional;
    }

    final void startChunk(ChunkPages chunk) {
        pages = chunk;
        left = 0;
        row = 0;
    }

    final void markNulls(boolean[] target) {
        nulls = target;
    }

    /** Makes {@code target} the row that is read next; it is not before the next one now. */
    final void seek(long target) throws IOException {
        while (row + left <= target && !(left == 0 && row == target)) {
            row += left;
            left = 0;
            if (row < target) {
                if (!pages.announce(target)) {
                    throw fewerValues();
                }
                if (pages.isDictionary()) {
                    takePage();
                } else if (pages.firstRow() + pages.rows() <= target) {
                    pages.skip();
                    row = pages.firstRow();
                } else {
                    takePage();
                }
            }
        }
        if (row > target) {
            throw new IllegalStateException("column " + name() + " lacks row " + target);
        }
        while (row < target) {
            // what is passed over lands where the next rows will
            int count = (int) Math.min(target - row, FlowFileReader.BATCH_ROWS);
            take(0, count);
        }
    }

    private void take(int at, int count) {
        if (optional) {
            readNullable(at, count);
        } else {
            readValues(at, count);
        }
        left -= count;
        row += count;
    }

    /** Sets rows {@code [0, rows)}. */
    final void read(int rows) throws IOException {
        int at = 0;
        while (at < rows) {
            while (left == 0) {
                nextPage();
            }
            int count = Math.min(rows - at, left);
            take(at, count);
            at += count;
        }
    }

    /** Runs of levels are long where whole datagrams have a value or have none. */
    private void readNullable(int from, int rows) {
        int at = from;
        int end = from + rows;
        while (at < end) {
            int count = Math.min(end - at, levels.available());
            if (levels.isRepeated()) {
                levels.skip(count);
                if (nulls != null) {
                    Arrays.fill(nulls, at, at + count, levels.value() != 1);
                }
                if (levels.value() == 1) {
                    readValues(at, count);
                } else {
                    spread(at, count, 0, levelsOfRows);
                }
            } else {
                levels.unpack(levelsOfRows, count);
                int present = 0;
                for (int i = 0; i < count; i++) {
                    present += levelsOfRows[i];
                }
                if (nulls != null) {
                    for (int i = 0; i < count; i++) {
                        nulls[at + i] = levelsOfRows[i] == 0;
                    }
                }
                readValues(at, present);
                if (present < count) {
                    spread(at, count, present, levelsOfRows);
                }
            }
            at += count;
        }
    }

    private void readValues(int from, int rows) {
        if (!coded) {
            plain(from, rows);
            return;
        }
        int at = from;
        int end = from + rows;
        while (at < end) {
            int count = Math.min(end - at, codes.available());
            if (codes.isRepeated()) {
                codes.skip(count);
                repeat(at, count, codes.value());
            } else {
                codes.unpack(codesOfRows, count);
                look(at, count, codesOfRows);
            }
            at += count;
        }
    }

    private void nextPage() throws IOException {
        if (!pages.announce(row)) {
            throw fewerValues();
        }
        long expected = row;
        takePage();
        if (row != expected) {
            throw new IllegalStateException("column " + name() + " lacks row " + expected);
        }
    }

    private IllegalStateException fewerValues() {
        return new IllegalStateException("column " + name() + " has fewer values than rows");
    }

    private void takePage() throws IOException {
        Page page = pages.take();
        if (page.isDictionary()) {
            dictionary(page.values(), page.count());
            return;
        }
        left = page.count();
        row = pages.firstRow() - left;
        if (optional) {
            levels.start(page.levels(), 1);
        }
        startValues(page);
    }

    private void startValues(Page page) throws IOException {
        LittleEndian values = page.values();
        coded = false;
        switch (page.encoding()) {
            case PLAIN -> startPlain(values);
            case RLE_DICTIONARY, PLAIN_DICTIONARY -> {
                coded = true;
                if (values.length() == 0) {
                    // no value on this page
                    codes.start(values, 1);
                } else {
                    int width = values.bytes()[values.from()];
                    codes.start(values.slice(values.from() + 1, values.to()), width);
                }
            }
            default -> other = valuesReader(page);
        }
    }

    /** Nothing of ours is written so; parquet-java, Spark or DuckDB may. */
    private ValuesReader valuesReader(Page page) throws IOException {
        ValuesReader reader;
        try {
            reader =
                    org.apache.parquet.column.Encoding.valueOf(page.encoding().name())
                            .getValuesReader(descriptor, ValuesType.VALUES);
        } catch (UnsupportedOperationException e) {
            throw new NotReadable("column " + name() + " is encoded as " + page.encoding());
        }
        LittleEndian values = page.values();
        reader.initFromPage(
                page.count(),
                ByteBufferInputStream.wrap(
                        ByteBuffer.wrap(values.bytes(), values.from(), values.length())));
        return reader;
    }
}
