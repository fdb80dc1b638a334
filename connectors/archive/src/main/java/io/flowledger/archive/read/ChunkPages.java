package io.flowledger.archive.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The pages of one column chunk, in order, or those of them that are wanted.
 *
 * <pre>
 *   v1   header   [ length of levels, 4 | levels | values ]
 *   v2   header   levels | [ values ]                         [ ] is compressed
 * </pre>
 */
final class ChunkPages {

    private final ChunkBytes source;
    private final CompressionCodecName codec;
    private final PageDecompressor decompressor;
    private final boolean optional;
    private byte[] chunk = new byte[LittleEndian.PADDING];
    private int at;

    /** Row that the next data page starts with. */
    private long row;

    /** Of the page that was announced and is not taken yet, or null. */
    private PageHeader header;

    private int from;

    /**
     * @param chunk all bytes of the chunk, and {@link LittleEndian#PADDING} more
     * @param optional whether the column has definition levels
     */
    ChunkPages(
            byte[] chunk,
            CompressionCodecName codec,
            PageDecompressor decompressor,
            boolean optional) {
        this(ChunkBytes.of(chunk), codec, decompressor, optional);
    }

    ChunkPages(
            ChunkBytes source,
            CompressionCodecName codec,
            PageDecompressor decompressor,
            boolean optional) {
        this.source = source;
        this.codec = codec;
        this.decompressor = decompressor;
        this.optional = optional;
    }

    /**
     * Goes to the next page of which a row is at or behind {@code target}; false behind the last.
     */
    boolean announce(long target) throws IOException {
        while (header == null) {
            int end = chunk.length - LittleEndian.PADDING;
            if (at >= end) {
                if (!nextBytes(target)) {
                    return false;
                }
                continue;
            }
            ByteArrayInputStream in = new ByteArrayInputStream(chunk, at, end - at);
            PageHeader next = Util.readPageHeader(in);
            from = end - in.available();
            int length = next.getCompressed_page_size();
            if (length < 0 || length > end - from) {
                throw new IOException("a page goes on behind its column chunk");
            }
            at = from + length;
            switch (next.getType()) {
                case DATA_PAGE, DATA_PAGE_V2, DICTIONARY_PAGE -> header = next;
                default -> {
                    // an index page, which nobody writes
                }
            }
        }
        return true;
    }

    private boolean nextBytes(long target) throws IOException {
        ChunkBytes.Part part = source.next(target);
        if (part == null) {
            return false;
        }
        chunk = part.bytes();
        at = 0;
        row = part.firstRow() == ChunkBytes.NO_ROW ? row : part.firstRow();
        return true;
    }

    boolean isDictionary() {
        return header.getType() == PageType.DICTIONARY_PAGE;
    }

    /** Row of the row group that the announced data page starts with. */
    long firstRow() {
        return row;
    }

    /** Rows of the announced data page; no column repeats, so as many as values. */
    int rows() {
        int rows =
                header.getType() == PageType.DATA_PAGE
                        ? header.getData_page_header().getNum_values()
                        : header.getData_page_header_v2().getNum_values();
        if (rows < 0) {
            throw new IllegalStateException("a page of " + rows + " values");
        }
        return rows;
    }

    /** Passes over the announced data page without decompressing it. */
    void skip() {
        row += rows();
        header = null;
    }

    /** The announced page. */
    Page take() throws IOException {
        PageHeader taken = header;
        int length = taken.getCompressed_page_size();
        Page page =
                switch (taken.getType()) {
                    case DATA_PAGE -> v1(taken, from, length);
                    case DATA_PAGE_V2 -> v2(taken, from, length);
                    default -> dictionary(taken, from, length);
                };
        if (!page.isDictionary()) {
            row += page.count();
        }
        header = null;
        return page;
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
