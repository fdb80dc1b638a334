package io.flowledger.archive.write;

/**
 * Whether a dictionary still pays, asked once per page with what that page added to it. Costs are
 * bytes after compression as measured on flow data: zstd-1 leaves about {@link #PLAIN_RATIO} of
 * plain numbers and nothing of bit-packed codes' size away.
 */
final class DictionaryPolicy {

    /** Beyond this a look-up misses the cache and readers hold megabytes per column. */
    static final int MAX_ENTRIES = 1 << 17;

    /** The dictionary page's bound, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    /** A dictionary is given this many rows to see whether values come back. */
    static final int TRIAL_ROWS = 50_000;

    private static final double PLAIN_RATIO = 0.6;
    private static final double HOPELESS_SHARE_OF_NEW = 0.9;

    private DictionaryPolicy() {}

    /**
     * @param chunkRows rows of the chunk up to and with this page
     * @param rows rows of the page
     * @param added values the page added to the dictionary
     * @param entries values the dictionary now has
     * @param dictionaryBytes bytes of the dictionary page now
     */
    static boolean pays(long chunkRows, int rows, int added, int entries, long dictionaryBytes) {
        if (entries > MAX_ENTRIES || dictionaryBytes > MAX_BYTES) {
            return false;
        }
        double shareOfNew = (double) added / rows;
        if (chunkRows <= TRIAL_ROWS) {
            return shareOfNew <= HOPELESS_SHARE_OF_NEW || rows < 1000;
        }
        double valueBytes = (double) dictionaryBytes / entries * PLAIN_RATIO;
        double codeBytes = RunLengthEncoder.bitWidth(entries) / 8.0;
        return shareOfNew * valueBytes + codeBytes < valueBytes;
    }
}
