package io.flowledger.archive.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The pages of one column chunk, in order.
 *
 * <pre>
 *   v1   header   [ length of levels, 4 | levels | values ]
 *   v2   header   levels | [ values ]                         [ ] is compressed
 * </pre>
 */
final class ChunkPages {

    private final byte[] chunk;
    private final CompressionCodecName codec;
    private final PageDecompressor decompressor;
    private final boolean optional;
    private int at;

    /**
     * @param chunk all bytes of the chunk, and {@link LittleEndian#PADDING} more
     * @param optional whether the column has definition levels
     */
    ChunkPages(
            byte[] chunk,
            CompressionCodecName codec,
            PageDecompressor decompressor,
            boolean optional) {
        this.chunk = chunk;
        this.codec = codec;
        this.decompressor = decompressor;
        this.optional = optional;
    }

    /** The next page, or null behind the last one. */
    Page next() throws IOException {
        int end = chunk.length - LittleEndian.PADDING;
        while (at < end) {
            ByteArrayInputStream in = new ByteArrayInputStream(chunk, at, end - at);
            PageHeader header = Util.readPageHeader(in);
            int from = end - in.available();
            int length = header.getCompressed_page_size();
            if (length < 0 || length > end - from) {
                throw new IOException("a page goes on behind its column chunk");
            }
            at = from + length;
            switch (header.getType()) {
                case DATA_PAGE:
                    return v1(header, from, length);
                case DATA_PAGE_V2:
                    return v2(header, from, length);
                case DICTIONARY_PAGE:
                    return dictionary(header, from, length);
                default:
                    // an index page, which nobody writes
            }
        }
        return null;
    }

    private Page v1(PageHeader header, int from, int length) throws IOException {
        DataPageHeader page = header.getData_page_header();
        LittleEndian all =
                decompressor.page(codec, chunk, from, length, header.getUncompressed_page_size());
        if (!optional) {
            return new Page(false, page.getNum_values(), null, page.getEncoding(), all);
        }
        if (page.getDefinition_level_encoding() != Encoding.RLE) {
            throw new NotReadable(
                    "definition levels are encoded as " + page.getDefinition_level_encoding());
        }
        int levels = Integer.BYTES;
        int values = levels + LittleEndian.intAt(all.bytes(), 0);
        return new Page(
                false,
                page.getNum_values(),
                all.slice(levels, values),
                page.getEncoding(),
                all.slice(values, all.to()));
    }

    private Page v2(PageHeader header, int from, int length) throws IOException {
        DataPageHeaderV2 page = header.getData_page_header_v2();
        int skipped = page.getRepetition_levels_byte_length();
        int levels = page.getDefinition_levels_byte_length();
        LittleEndian raw = new LittleEndian(chunk, from, from + length);
        LittleEndian values = raw.slice(from + skipped + levels, raw.to());
        CompressionCodecName used =
                page.isIs_compressed() ? codec : CompressionCodecName.UNCOMPRESSED;
        return new Page(
                false,
                page.getNum_values(),
                optional ? raw.slice(from + skipped, values.from()) : null,
                page.getEncoding(),
                decompressor.page(
                        used,
                        chunk,
                        values.from(),
                        values.length(),
                        header.getUncompressed_page_size() - skipped - levels));
    }

    private Page dictionary(PageHeader header, int from, int length) throws IOException {
        DictionaryPageHeader page = header.getDictionary_page_header();
        return new Page(
                true,
                page.getNum_values(),
                null,
                Encoding.PLAIN,
                decompressor.page(codec, chunk, from, length, header.getUncompressed_page_size()));
    }
}
