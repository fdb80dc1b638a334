package io.flowledger.archive.read;

import org.apache.parquet.format.Encoding;

/**
 * One page, not compressed any more.
 *
 * @param isDictionary whether it has the values that codes of later pages stand for
 * @param count values, NULL ones too
 * @param levels definition levels, null for a column that is never NULL
 * @param encoding of the values
 */
record Page(
        boolean isDictionary,
        int count,
        LittleEndian levels,
        Encoding encoding,
        LittleEndian values) {}
