package io.flowledger.archive.table;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.archive.schema.TableColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The columns that a scan gives, in their order: of the files, or of the folders they are in.
 *
 * @param type of the rows
 */
record ScanColumns(RowType type, List<Source> sources) implements Serializable {

    /** Where values come from: exactly one of both is there. */
    record Source(TableColumn column, PartitionKey key) implements Serializable {}

    /**
     * All columns of a table as its declaration names them.
     *
     * @throws ValidationException if the table has no such column, or one of another type
     */
    static ScanColumns of(ArchiveTable table, DataType declared, List<String> partitionKeys) {
        List<String> keys = table.partitionKeys().stream().map(PartitionKey::columnName).toList();
        if (!partitionKeys.isEmpty() && !partitionKeys.equals(keys)) {
            throw new ValidationException(
                    "table "
                            + table.tableName()
                            + " is partitioned by "
                            + keys
                            + ", not by "
                            + partitionKeys);
        }
        RowType type = (RowType) declared.getLogicalType();
        List<Source> sources = new ArrayList<>();
        for (RowType.RowField field : type.getFields()) {
            sources.add(source(table, field));
        }
        return new ScanColumns(type, sources);
    }

    private static Source source(ArchiveTable table, RowType.RowField field) {
        for (PartitionKey key : table.partitionKeys()) {
            if (key.columnName().equals(field.getName())) {
                require(table, field, ColumnType.STRING);
                return new Source(null, key);
            }
        }
        for (TableColumn column : table.columns()) {
            if (column.columnName().equals(field.getName())) {
                require(table, field, column.type());
                return new Source(column, null);
            }
        }
        throw new ValidationException(
                "table " + table.tableName() + " has no column " + field.getName());
    }

    private static void require(ArchiveTable table, RowType.RowField field, ColumnType type) {
        if (!matches(field.getType(), type)) {
            throw new ValidationException(
                    "column "
                            + field.getName()
                            + " of table "
                            + table.tableName()
                            + " is "
                            + sqlType(type)
                            + ", not "
                            + field.getType().asSummaryString());
        }
    }

    private static boolean matches(LogicalType declared, ColumnType type) {
        return switch (declared.getTypeRoot()) {
            case INTEGER -> type == ColumnType.INT32;
            case BIGINT -> type == ColumnType.INT64;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    type == ColumnType.TIMESTAMP && LogicalTypeChecks.getPrecision(declared) == 3;
            case DOUBLE -> type == ColumnType.DOUBLE;
            case VARCHAR -> type == ColumnType.STRING;
            case VARBINARY -> type == ColumnType.BINARY;
            default -> false;
        };
    }

    /** The type that SQL knows a column's values by. */
    static String sqlType(ColumnType type) {
        return switch (type) {
            case INT32 -> "INT";
            case INT64 -> "BIGINT";
            case TIMESTAMP -> "TIMESTAMP_LTZ(3)";
            case DOUBLE -> "DOUBLE";
            case STRING -> "STRING";
            case BINARY -> "BYTES";
        };
    }

    /** Some of these columns. */
    ScanColumns project(int[] fields, DataType produced) {
        List<Source> some = new ArrayList<>();
        for (int field : fields) {
            some.add(sources.get(field));
        }
        return new ScanColumns((RowType) produced.getLogicalType(), some);
    }

    Optional<TableColumn> column(String name) {
        int place = type.getFieldIndex(name);
        return place < 0 ? Optional.empty() : Optional.ofNullable(sources.get(place).column());
    }

    /** Those that are read from files. */
    List<TableColumn> ofFiles() {
        return sources.stream()
                .filter(source -> source.column() != null)
                .<TableColumn>map(Source::column)
                .toList();
    }
}
