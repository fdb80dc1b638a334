package io.flowledger.archive.schema;

/**
 * Where a flow's value comes from: a field of its own record, or its datagram, where it is the same
 * for every record.
 */
public sealed interface ValueSource {

    /** Receiver or header: one value for all records of a datagram. */
    record Datagram() implements ValueSource {}

    /** Computed per record. */
    record Derived() implements ValueSource {}

    /** An unsigned field of the record, {@code width} bytes at {@code offset}. */
    record RecordField(int offset, int width) implements ValueSource {}

    /** The sequence audit: one value for all records of a datagram, NULL without an audit. */
    record Audit() implements ValueSource {}
}
