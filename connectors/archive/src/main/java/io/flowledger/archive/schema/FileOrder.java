package io.flowledger.archive.schema;

/**
 * What a file of {@code flows} says of the order of its rows, among the properties of its footer.
 */
public final class FileOrder {

    public static final String PROPERTY = "flowledger.order";

    /** By ranges of an address first, so that rows of a datagram are all over their row group. */
    public static final String CLUSTERED = "clustered";

    /** As datagrams came, session by session. */
    public static final String ARRIVAL = "arrival";

    private FileOrder() {}
}
