package io.flowledger.archive.write;

import org.apache.parquet.column.Encoding;

/** Ways to write the numbers of a column chunk. */
enum PageEncoding {
    PLAIN(Encoding.PLAIN),
    /** Codes in as few bits as the page needs, numbered in order of appearance. */
    PACKED(Encoding.RLE_DICTIONARY),
    /**
     * Codes in whole bytes. They take more room than packed ones before compression, and less
     * behind it where some are much more frequent than others: zstd codes bytes by frequency, and
     * sees none in bits across bytes.
     */
    ALIGNED(Encoding.RLE_DICTIONARY),
    /** The same, numbered by frequency. */
    RANKED(Encoding.RLE_DICTIONARY),
    DELTA(Encoding.DELTA_BINARY_PACKED);

    private final Encoding parquet;

    PageEncoding(Encoding parquet) {
        this.parquet = parquet;
    }

    Encoding parquet() {
        return parquet;
    }

    boolean isCoded() {
        return parquet == Encoding.RLE_DICTIONARY;
    }
}
