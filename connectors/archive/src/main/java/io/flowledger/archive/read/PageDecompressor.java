package io.flowledger.archive.read;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * What pages of {@code flows} are compressed with, by us (zstd) or by other writers. parquet-java's
 * own codecs want Hadoop classes and a stream per page.
 */
final class PageDecompressor implements Closeable {

    /** More than any writer makes; a damaged header must not ask for all of the heap. */
    private static final int MAX_PAGE_BYTES = 1 << 28;

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    /**
     * @param size bytes of the page when it is not compressed
     */
    LittleEndian page(CompressionCodecName codec, byte[] source, int from, int length, int size)
            throws IOException {
        if (size < 0 || size > MAX_PAGE_BYTES) {
            throw new IOException("a page claims " + size + " bytes");
        }
        byte[] target = new byte[size + LittleEndian.PADDING];
        int got = size == 0 ? 0 : decompress(codec, source, from, length, target, size);
        if (got != size) {
            throw new IOException("a page has " + got + " bytes, not " + size);
        }
        return new LittleEndian(target, 0, size);
    }

    private int decompress(
            CompressionCodecName codec,
            byte[] source,
            int from,
            int length,
            byte[] target,
            int size)
            throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> copy(source, from, length, target, size);
            case ZSTD -> zstd.decompressByteArray(target, 0, size, source, from, length);
            case SNAPPY -> {
                int claimed = Snappy.uncompressedLength(source, from, length);
                yield claimed == size
                        ? Snappy.uncompress(source, from, length, target, 0)
                        : claimed;
            }
            case GZIP -> gunzip(source, from, length, target, size);
            default ->
                    throw new NotReadable(
                            "pages are compressed with "
                                    + codec
                                    + "; ZSTD, SNAPPY, GZIP and UNCOMPRESSED can be read");
        };
    }

    private static int copy(byte[] source, int from, int length, byte[] target, int size) {
        System.arraycopy(source, from, target, 0, Math.min(length, size));
        return length;
    }

    private static int gunzip(byte[] source, int from, int length, byte[] target, int size)
            throws IOException {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(source, from, length))) {
            return in.readNBytes(target, 0, size);
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
