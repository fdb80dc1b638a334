package io.flowledger.archive.write;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** Writes a whole column chunk of text that is never NULL: a dictionary, and codes. */
final class TextChunk {

    private final PrimitiveType type;
    private final List<byte[]> texts;
    private final PageBytes page = new PageBytes();

    TextChunk(PrimitiveType type, List<byte[]> texts) {
        this.type = type;
        this.texts = texts;
    }

    void write(int[] codes, int[] pageEnds, PageWriter out) throws IOException {
        int[] numbers = new int[texts.size()];
        int[] used = new int[texts.size()];
        int entries = number(codes, pageEnds[pageEnds.length - 1], numbers, used);
        int from = 0;
        int known = 0;
        for (int end : pageEnds) {
            int[] ofPage = new int[end - from];
            Statistics<?> statistics = Statistics.createStats(type);
            int previous = -1;
            for (int i = 0; i < ofPage.length; i++) {
                int code = codes[from + i];
                ofPage[i] = numbers[code];
                known = Math.max(known, ofPage[i] + 1);
                if (code != previous) {
                    statistics.updateStats(Binary.fromConstantByteArray(texts.get(code)));
                    previous = code;
                }
            }
            page.clear();
            RunLengthEncoder.encodeCodes(
                    ofPage, ofPage.length, RunLengthEncoder.bitWidth(known), page);
            PageHeaders.write(page, out, ofPage.length, statistics, Encoding.RLE_DICTIONARY, false);
            from = end;
        }
        page.clear();
        for (int i = 0; i < entries; i++) {
            byte[] text = texts.get(used[i]);
            page.putByteArray(text, 0, text.length);
        }
        out.writeDictionaryPage(new DictionaryPage(page.asInput(), entries, Encoding.PLAIN));
    }

    /** Numbers the texts that rows have, in order of appearance. */
    private static int number(int[] codes, int rows, int[] numbers, int[] used) {
        Arrays.fill(numbers, -1);
        int entries = 0;
        for (int i = 0; i < rows; i++) {
            if (numbers[codes[i]] < 0) {
                numbers[codes[i]] = entries;
                used[entries++] = codes[i];
            }
        }
        return entries;
    }
}
