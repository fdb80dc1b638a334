package io.flowledger.archive.schema;

import java.util.List;
import org.apache.parquet.schema.MessageType;

/** The columns of {@code quarantine}, in file order: the raw bytes of what was refused, and why. */
public enum QuarantineColumn implements TableColumn {
    RECEIVED_AT(ColumnType.TIMESTAMP, "when the receiver read the payload"),
    EXPORTER(ColumnType.STRING, "address it came from, IPv4 or IPv6 text"),
    EXPORTER_PORT(ColumnType.INT32, "UDP port it came from"),
    REASON(ColumnType.STRING, "why it was refused"),
    LENGTH(ColumnType.INT32, "bytes of the payload"),
    PAYLOAD(ColumnType.BINARY, "the bytes as they came");

    /** Name of the table and of its directory in a warehouse. */
    public static final String TABLE = "quarantine";

    private final ColumnDefinition definition;

    QuarantineColumn(ColumnType type, String description) {
        definition = new ColumnDefinition(type, false, description);
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }

    public static MessageType parquetSchema() {
        return TableColumn.parquetSchema(TABLE, List.of(values()));
    }
}
