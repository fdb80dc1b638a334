package io.flowledger.archive.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * zstd for pages, on one context and one buffer: parquet-java's own codec wants Hadoop classes and
 * a stream per page. What it returns is valid until the next call; the page store copies it.
 */
final class PageCompressor implements BytesInputCompressor {

    /**
     * Frees contexts nobody closed: Flink drops a failed attempt's writers without a word, and
     * zstd-jni has no finalizer.
     */
    private static final Cleaner CLEANER = Cleaner.create();

    private final ZstdCompressCtx zstd;
    private final Cleaner.Cleanable release;
    private byte[] target = new byte[1 << 16];

    PageCompressor(int level) {
        zstd = new ZstdCompressCtx().setLevel(level);
        release = CLEANER.register(this, zstd::close);
    }

    /** The deprecated view is the one that does not copy an array. */
    @SuppressWarnings("deprecation")
    @Override
    public BytesInput compress(BytesInput page) throws java.io.IOException {
        ByteBuffer plain = page.toByteBuffer();
        int bound = Math.toIntExact(Zstd.compressBound(plain.remaining()));
        if (target.length < bound) {
            target = new byte[bound];
        }
        int length =
                zstd.compressByteArray(
                        target,
                        0,
                        target.length,
                        plain.array(),
                        plain.arrayOffset() + plain.position(),
                        plain.remaining());
        return BytesInput.from(target, 0, length);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    /** The page store releases its compressor with every row group; this one lives on. */
    @Override
    public void release() {}

    void close() {
        release.clean();
    }
}
