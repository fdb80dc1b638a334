package io.flowledger.archive.write;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A column that starts each chunk with a dictionary and leaves it for PLAIN pages, for the rest of
 * the chunk, once {@link DictionaryPolicy} says it does not pay.
 */
abstract class DictionaryColumn extends ColumnWriter {

    private final Dictionary dictionary;

    /** Null for a column that must have a value in every row. */
    private final Presence presence;

    /** False once this chunk has gone over to PLAIN. */
    private boolean dictionaryPays = true;

    /** Values of the dictionary that written pages refer to. */
    private int referenced;

    private long chunkValues;

    DictionaryColumn(PrimitiveType type, Dictionary dictionary) {
        super(type);
        this.dictionary = dictionary;
        this.presence = isNullable() ? new Presence() : null;
    }

    /** Sets {@code codes[0 .. count)}. */
    abstract void lookUp(int[] codes, int count);

    abstract void putPlain(int count, PageBytes page);

    /** Minimum and maximum of at least one value. */
    abstract void describe(Statistics<?> statistics, int count);

    abstract void clearPage();

    abstract void releasePage();

    abstract long pageBufferBytes();

    /** To be called by columns that may be nullable, with every value they gather. */
    final void present(int count) {
        if (presence != null) {
            presence.add(true, count);
        }
    }

    /** Gathers {@code count} rows without a value. */
    final void appendNull(int count) {
        if (presence == null) {
            throw new IllegalArgumentException("column " + type().getName() + " is never NULL");
        }
        presence.add(false, count);
    }

    @Override
    final void endPage(PageEncoder encoder, PageWriter out, int rows) throws IOException {
        Statistics<?> statistics = Statistics.createStats(type());
        PageBytes page = encoder.page();
        int values = rows;
        if (presence != null) {
            values = presence.values();
            statistics.incrementNumNulls((long) rows - values);
            presence.endPage(encoder.codes(rows), page);
        }
        Encoding encoding = Encoding.PLAIN;
        if (values > 0) {
            chunkValues += values;
            describe(statistics, values);
            if (dictionaryPays && encodeCodes(encoder.codes(values), values, page)) {
                encoding = Encoding.RLE_DICTIONARY;
            } else {
                putPlain(values, page);
            }
        }
        writePage(page, out, rows, statistics, encoding);
        clearPage();
    }

    private boolean encodeCodes(int[] codes, int values, PageBytes page) {
        lookUp(codes, values);
        int entries = dictionary.size();
        int added = entries - referenced;
        dictionaryPays =
                DictionaryPolicy.pays(
                        chunkValues, values, added, entries, dictionary.plainBytes(entries));
        if (dictionaryPays) {
            referenced = entries;
            RunLengthEncoder.encodeCodes(codes, values, RunLengthEncoder.bitWidth(entries), page);
        }
        return dictionaryPays;
    }

    @Override
    final void endChunk(PageEncoder encoder, PageWriter out) throws IOException {
        if (referenced > 0) {
            PageBytes page = encoder.page();
            dictionary.putPlain(referenced, page);
            out.writeDictionaryPage(new DictionaryPage(page.asInput(), referenced, Encoding.PLAIN));
        }
        dictionary.clear();
        dictionaryPays = true;
        referenced = 0;
        chunkValues = 0;
        releasePage();
        if (presence != null) {
            presence.release();
        }
    }

    @Override
    final long retainedBytes() {
        return dictionary.retainedBytes()
                + pageBufferBytes()
                + (presence == null ? 0 : presence.retainedBytes());
    }
}
