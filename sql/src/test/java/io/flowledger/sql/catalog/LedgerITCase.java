package io.flowledger.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.sql.Ledger;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerITCase {

    private static final long NOON = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

    @TempDir Path warehouse;

    @Test
    void tablesThatNothingWasWrittenToYetAreEmpty() throws Exception {
        for (LedgerTable table : LedgerTable.values()) {
            String name = table.name().toLowerCase(java.util.Locale.ROOT);
            assertThat(query("SELECT * FROM " + name)).as(name).isEmpty();
            String partition =
                    table.partitionKeys().contains("dt")
                            ? "dt = '2026-01-31'"
                            : "`month` = '2026-01'";
            assertThat(query("SELECT count(*) FROM " + name + " WHERE " + partition))
                    .as(name)
                    .containsExactly(Row.of(0L));
        }
    }

    @Test
    void unknownLossesAreNullAndSumsLeaveThemOut() throws Exception {
        writeRows(
                LossColumn.TABLE,
                List.of(LossColumn.values()),
                writer -> {
                    loss(writer, "gap").set(LossColumn.LOST_FLOWS, 60);
                    writer.endRow();
                    loss(writer, "restart").set(LossColumn.AT_LEAST, 5);
                    writer.endRow();
                });
        assertThat(
                        query(
                                "SELECT `kind`, lost_flows, at_least, `final`, detected_at, dt"
                                        + " FROM losses WHERE dt = '2026-01-31' ORDER BY `kind`"))
                .containsExactly(
                        Row.of("gap", 60L, null, 1, Instant.ofEpochMilli(NOON), "2026-01-31"),
                        Row.of("restart", null, 5L, 1, Instant.ofEpochMilli(NOON), "2026-01-31"));
        assertThat(query("SELECT sum(lost_flows), count(*) FROM losses"))
                .containsExactly(Row.of(60L, 2L));
    }

    @Test
    void everyColumnOfASessionIsThere() throws Exception {
        List<SessionColumn> columns = List.of(SessionColumn.values());
        writeRows(
                SessionColumn.TABLE,
                columns,
                writer -> {
                    for (SessionColumn column : columns) {
                        switch (column.type()) {
                            case STRING -> writer.set(column, column.columnName());
                            case TIMESTAMP -> writer.set(column, NOON + column.ordinal());
                            default -> writer.set(column, column.ordinal());
                        }
                    }
                    writer.endRow();
                });
        Object[] expected = new Object[columns.size() + 1];
        for (SessionColumn column : columns) {
            expected[column.ordinal()] =
                    switch (column.type()) {
                        case STRING -> column.columnName();
                        case TIMESTAMP -> Instant.ofEpochMilli(NOON + column.ordinal());
                        case INT32 -> column.ordinal();
                        default -> (long) column.ordinal();
                    };
        }
        expected[columns.size()] = "2026-01-31";
        assertThat(query("SELECT * FROM sessions")).containsExactly(Row.of(expected));
    }

    @Test
    void refusedPayloadsCanBeAskedFor() throws Exception {
        byte[] payload = {0, 9, 1};
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = file("quarantine")) {
            DatagramWriter writer = group.openQuarantine(out);
            writer.write(
                    ExportDatagram.refused(
                            NOON * 1000,
                            0,
                            ExporterAddress.ofIpv4(0xC0000201),
                            2055,
                            payload,
                            0,
                            3,
                            Refusal.Reason.STALE));
            writer.finish();
        }
        assertThat(query("SELECT exporter, reason, payload FROM quarantine"))
                .containsExactly(Row.of("192.0.2.1", "stale", payload));
    }

    private static io.flowledger.archive.write.RowTarget loss(RowWriter writer, String kind) {
        return writer.set(LossColumn.DETECTED_AT, NOON)
                .set(LossColumn.EXPORTER, "192.0.2.1")
                .set(LossColumn.ENGINE_TYPE, 0)
                .set(LossColumn.ENGINE_ID, 0)
                .set(LossColumn.EPOCH, NOON)
                .set(LossColumn.KIND, kind)
                .set(LossColumn.APPORTIONED, 0)
                .set(LossColumn.FINAL, 1);
    }

    private void writeRows(String table, List<? extends TableColumn> columns, Rows rows)
            throws IOException {
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = file(table)) {
            RowWriter writer = group.openRows(table, columns, out);
            rows.to(writer);
            writer.finish();
        }
    }

    private OutputStream file(String table) throws IOException {
        Path day = Files.createDirectories(warehouse.resolve(table).resolve("dt=2026-01-31"));
        return Files.newOutputStream(day.resolve(table + "-1.parquet"));
    }

    @SuppressWarnings("try")
    private List<Row> query(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result =
                Ledger.open(warehouse.toString()).executeSql(sql).collect()) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }

    private interface Rows {
        void to(RowWriter writer) throws IOException;
    }
}
