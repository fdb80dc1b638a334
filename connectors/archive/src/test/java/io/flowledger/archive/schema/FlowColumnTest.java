package io.flowledger.archive.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FlowColumnTest {

    @Test
    void onlyTheEpochMayBeUnknown() {
        assertThat(Arrays.stream(FlowColumn.values()).filter(FlowColumn::nullable))
                .containsExactly(FlowColumn.EPOCH);
    }

    @Test
    void typesAreOnesThatEveryReaderTakes() {
        String schema = FlowColumn.parquetSchema().toString();
        assertThat(schema)
                .contains("required int64 received_at (TIMESTAMP(MILLIS,true))")
                .contains("required binary exporter (STRING)")
                .contains("optional int64 epoch (TIMESTAMP(MILLIS,true))")
                .contains("required int64 src_addr")
                .contains("required int32 flags");
    }

    @Test
    void anUnsigned32BitFieldIsA64BitColumn() {
        for (FlowColumn column : FlowColumn.values()) {
            if (column.source() instanceof ValueSource.RecordField field && field.width() == 4) {
                assertThat(column.type()).as("%s", column).isEqualTo(ColumnType.INT64);
            }
        }
    }
}
