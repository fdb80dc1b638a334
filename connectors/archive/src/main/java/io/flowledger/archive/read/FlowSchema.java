package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Whether a file's columns are those of its table. Another writer may have made them optional and
 * its timestamps finer; the physical types must be ours.
 */
final class FlowSchema {

    private FlowSchema() {}

    /**
     * @throws NotReadable if the column is not there or has another type
     */
    static void requireColumn(MessageType file, TableColumn column) {
        if (!file.containsField(column.columnName())) {
            throw new NotReadable("no column " + column.columnName());
        }
        Type type = file.getType(column.columnName());
        if (!type.isPrimitive()
                || type.isRepetition(Type.Repetition.REPEATED)
                || !matches(type.asPrimitiveType(), column.type())) {
            throw new NotReadable(
                    "column "
                            + column.columnName()
                            + " is "
                            + type
                            + ", not "
                            + column.type().name().toLowerCase(Locale.ROOT));
        }
    }

    private static boolean matches(PrimitiveType type, ColumnType wanted) {
        PrimitiveTypeName physical = type.getPrimitiveTypeName();
        boolean time = type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation;
        return switch (wanted) {
            case INT32 -> physical == PrimitiveTypeName.INT32 && isPlainNumber(type);
            case INT64 -> physical == PrimitiveTypeName.INT64 && isPlainNumber(type);
            case TIMESTAMP -> physical == PrimitiveTypeName.INT64 && time;
            case DOUBLE -> physical == PrimitiveTypeName.DOUBLE;
            case STRING, BINARY -> physical == PrimitiveTypeName.BINARY;
        };
    }

    /** No time, no decimal, and nothing above the sign bit; statistics too would be ordered so. */
    private static boolean isPlainNumber(PrimitiveType type) {
        return type.getLogicalTypeAnnotation() == null
                || type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation number
                        && number.isSigned();
    }
}
