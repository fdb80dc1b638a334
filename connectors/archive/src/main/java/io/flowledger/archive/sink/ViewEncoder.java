package io.flowledger.archive.sink;

/** How a posting, or a sum of postings, becomes a row, and which view it is of. */
public interface ViewEncoder<T> extends RowEncoder<T> {

    /** Name of the view: small letters, digits and underscores, from the configuration. */
    String view(T value);
}
