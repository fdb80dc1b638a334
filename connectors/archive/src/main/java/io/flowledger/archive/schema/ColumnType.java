package io.flowledger.archive.schema;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The Parquet types in use. Of whole numbers only signed INT32 and INT64: Flink's reader takes no
 * unsigned types, so an unsigned 32-bit number of the wire is an INT64 column.
 */
public enum ColumnType {
    INT32(PrimitiveTypeName.INT32, null),
    INT64(PrimitiveTypeName.INT64, null),
    /** Milliseconds since 1970, UTC. */
    TIMESTAMP(PrimitiveTypeName.INT64, LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS)),
    /** IEEE 754, 64 bits. */
    DOUBLE(PrimitiveTypeName.DOUBLE, null),
    STRING(PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType()),
    BINARY(PrimitiveTypeName.BINARY, null);

    private final PrimitiveTypeName physical;
    private final LogicalTypeAnnotation logical;

    ColumnType(PrimitiveTypeName physical, LogicalTypeAnnotation logical) {
        this.physical = physical;
        this.logical = logical;
    }

    /** Bytes of one value in PLAIN encoding; 0 for values of varying length. */
    public int plainWidth() {
        return switch (this) {
            case INT32 -> 4;
            case INT64, TIMESTAMP, DOUBLE -> 8;
            case STRING, BINARY -> 0;
        };
    }

    PrimitiveType parquet(String name, boolean nullable) {
        Repetition repetition = nullable ? Repetition.OPTIONAL : Repetition.REQUIRED;
        return logical == null
                ? Types.primitive(physical, repetition).named(name)
                : Types.primitive(physical, repetition).as(logical).named(name);
    }
}
