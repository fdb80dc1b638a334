package io.flowledger.archive.schema;

import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One column of a table: what it is called, how it is stored and what it means. */
public interface TableColumn {

    String columnName();

    /** Place in the file, from 0; a table's columns are an enum. */
    int ordinal();

    ColumnType type();

    boolean nullable();

    /** One sentence for the table reference. */
    String description();

    /** The Parquet schema of a table with these columns, in this order. */
    static MessageType parquetSchema(String table, List<? extends TableColumn> columns) {
        List<Type> fields =
                columns.stream()
                        .<Type>map(c -> c.type().parquet(c.columnName(), c.nullable()))
                        .toList();
        return new MessageType(table, fields);
    }
}
