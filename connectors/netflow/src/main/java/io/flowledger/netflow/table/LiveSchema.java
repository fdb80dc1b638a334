package io.flowledger.netflow.table;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.Column.MetadataColumn;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.WatermarkSpec;
import org.apache.flink.table.types.DataType;

/** What a user declared, checked against what there is. */
final class LiveSchema {

    private static final String SOURCE_WATERMARK = "SOURCE_WATERMARK";

    private final ResolvedSchema declared;

    private LiveSchema(ResolvedSchema declared) {
        this.declared = declared;
    }

    /**
     * @throws ValidationException naming the column that does not exist or has the wrong type
     */
    static LiveSchema of(ResolvedSchema declared) {
        LiveSchema schema = new LiveSchema(declared);
        schema.checkColumns();
        declared.getWatermarkSpecs().forEach(schema::checkWatermark);
        return schema;
    }

    /** Physical columns in the order of the declaration. */
    List<LiveColumn> physical() {
        return declared.getColumns().stream()
                .filter(Column::isPhysical)
                .map(column -> LiveColumn.named(column.getName()).orElseThrow())
                .toList();
    }

    /**
     * Whether refused payloads have rows. By the declaration and not by the query, so that {@code
     * COUNT(*)} does not depend on what else is selected.
     */
    boolean showsRefused() {
        return declared.getColumns().stream()
                .anyMatch(column -> LiveColumn.REFUSAL.columnName().equals(nameInSource(column)));
    }

    private void checkColumns() {
        for (Column column : declared.getColumns()) {
            if (column.isPhysical()) {
                check(column.getName(), column.getDataType());
            }
        }
    }

    private void check(String name, DataType declaredType) {
        LiveColumn column =
                LiveColumn.named(name)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "column '"
                                                        + name
                                                        + "' is none of the connector netflow; it"
                                                        + " has "
                                                        + LiveColumn.names()));
        if (!column.type().equals(declaredType.nullable())) {
            throw new ValidationException(
                    "column '"
                            + name
                            + "' is declared as "
                            + declaredType
                            + ": declare it as "
                            + column.type());
        }
        if (!declaredType.getLogicalType().isNullable()
                && column.origin() != LiveColumn.Origin.PACKET
                && showsRefused()) {
            throw new ValidationException(
                    "column '"
                            + name
                            + "' is declared NOT NULL, but rows of refused payloads have no value"
                            + " for it: leave out NOT NULL or the column 'refusal'");
        }
    }

    /** The watermark of the source speaks of receive times only. */
    private void checkWatermark(WatermarkSpec watermark) {
        if (!watermark
                .getWatermarkExpression()
                .asSummaryString()
                .toUpperCase(java.util.Locale.ROOT)
                .contains(SOURCE_WATERMARK)) {
            return;
        }
        String attribute = watermark.getRowtimeAttribute();
        String of =
                declared.getColumns().stream()
                        .filter(column -> column.getName().equals(attribute))
                        .map(LiveSchema::nameInSource)
                        .collect(Collectors.joining());
        boolean isOther = LiveColumn.named(of).filter(c -> c != LiveColumn.RECEIVED_AT).isPresent();
        if (isOther) {
            throw new ValidationException(
                    "WATERMARK FOR "
                            + attribute
                            + " AS SOURCE_WATERMARK(): the source knows when everything was"
                            + " received, not "
                            + of
                            + ": take received_at, or a watermark such as "
                            + attribute
                            + " - INTERVAL '2' MINUTE");
        }
    }

    /** Empty for a computed column. */
    private static String nameInSource(Column column) {
        if (column instanceof MetadataColumn metadata) {
            return metadata.getMetadataKey().orElse(metadata.getName());
        }
        return column.isPhysical() ? column.getName() : "";
    }
}
