package io.flowledger.archive.schema;

import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One column of a table: what it is called, how it is stored and what it means. */
public interface TableColumn {

    /** Of the enum's constant. */
    String name();

    /** Place in the file, from 0; a table's columns are an enum. */
    int ordinal();

    ColumnDefinition definition();

    /** Its name in files and in SQL. */
    default String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    default ColumnType type() {
        return definition().type();
    }

    default boolean nullable() {
        return definition().nullable();
    }

    /** One sentence for the table reference. */
    default String description() {
        return definition().description();
    }

    /** The Parquet schema of a table with these columns, in this order. */
    static MessageType parquetSchema(String table, List<? extends TableColumn> columns) {
        List<Type> fields =
                columns.stream()
                        .<Type>map(c -> c.type().parquet(c.columnName(), c.nullable()))
                        .toList();
        return new MessageType(table, fields);
    }
}
