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

    /** False once this chunk has gone over to PLAIN. */
    private boolean dictionaryPays = true;

    /** Values of the dictionary that written pages refer to. */
    private int referenced;

    private long chunkRows;

    DictionaryColumn(PrimitiveType type, Dictionary dictionary) {
        super(type);
        this.dictionary = dictionary;
    }

    /** Sets {@code codes[0 .. rows)}. */
    abstract void lookUp(int[] codes, int rows);

    abstract void putPlain(int rows, PageBytes page);

    abstract void describe(Statistics<?> statistics, int rows);

    abstract void clearPage();

    abstract void releasePage();

    abstract long pageBufferBytes();

    @Override
    final void endPage(PageEncoder encoder, PageWriter out, int rows) throws IOException {
        chunkRows += rows;
        Statistics<?> statistics = Statistics.createStats(type());
        describe(statistics, rows);
        PageBytes page = encoder.page();
        Encoding encoding = Encoding.RLE_DICTIONARY;
        if (!dictionaryPays || !encodeCodes(encoder.codes(rows), rows, page)) {
            putPlain(rows, page);
            encoding = Encoding.PLAIN;
        }
        writePage(page, out, rows, statistics, encoding);
        clearPage();
    }

    private boolean encodeCodes(int[] codes, int rows, PageBytes page) {
        lookUp(codes, rows);
        int entries = dictionary.size();
        int added = entries - referenced;
        dictionaryPays =
                DictionaryPolicy.pays(
                        chunkRows, rows, added, entries, dictionary.plainBytes(entries));
        if (dictionaryPays) {
            referenced = entries;
            RunLengthEncoder.encodeCodes(codes, rows, RunLengthEncoder.bitWidth(entries), page);
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
        chunkRows = 0;
        releasePage();
    }

    @Override
    final long retainedBytes() {
        return dictionary.retainedBytes() + pageBufferBytes();
    }
}
