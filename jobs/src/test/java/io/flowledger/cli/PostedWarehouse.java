package io.flowledger.cli;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A warehouse of postings and losses that are given row by row; one file for each day written. */
class PostedWarehouse {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("'dt='yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final List<PostingColumn> COLUMNS = List.of(PostingColumn.values());

    private final Path folder;
    private final Map<String, List<Map<PostingColumn, Object>>> postings = new TreeMap<>();
    private final List<Map<LossColumn, Object>> losses = new ArrayList<>();
    private int files;

    PostedWarehouse(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** A posting whose keys and other columns can still be set; received in its window's minute. */
    Map<PostingColumn, Object> post(String view, Instant window, String exporter, long octets) {
        Map<PostingColumn, Object> row = new HashMap<>();
        for (PostingColumn column : COLUMNS) {
            if (!column.nullable()) {
                switch (column.type()) {
                    case STRING -> row.put(column, "");
                    case DOUBLE -> row.put(column, 0.0);
                    default -> row.put(column, 0L);
                }
            }
        }
        row.put(PostingColumn.WINDOW_START, window.toEpochMilli());
        row.put(PostingColumn.WINDOW_SECONDS, 60L);
        row.put(PostingColumn.RECEIVED_MINUTE, window.toEpochMilli());
        row.put(PostingColumn.SESSION_EXPORTER, exporter);
        row.put(PostingColumn.OBSERVED_OCTETS, octets);
        row.put(PostingColumn.OCTETS, (double) octets);
        row.put(PostingColumn.STRATUM_FLOWS, 1L);
        String path = "postings/view=" + view + "/" + DAY.format(window);
        postings.computeIfAbsent(path, none -> new ArrayList<>()).add(row);
        return row;
    }

    /** In one minute by one interface and out by another. */
    Map<PostingColumn, Object> interfaces(
            Instant window, String exporter, long in, long out, long octets) {
        Map<PostingColumn, Object> row = post("interfaces", window, exporter, octets);
        row.put(PostingColumn.EXPORTER, exporter);
        row.put(PostingColumn.IN_IF, in);
        row.put(PostingColumn.OUT_IF, out);
        return row;
    }

    /** Something was lost between two datagrams. */
    void loss(String exporter, Instant after, Instant before, long flows) {
        Map<LossColumn, Object> row = new HashMap<>();
        for (LossColumn column : LossColumn.values()) {
            if (!column.nullable()) {
                row.put(column, 0L);
            }
        }
        row.put(LossColumn.DETECTED_AT, before.toEpochMilli());
        row.put(LossColumn.EXPORTER, exporter);
        row.put(LossColumn.KIND, "gap");
        row.put(LossColumn.LOST_FLOWS, flows);
        row.put(LossColumn.LOST_AFTER, after.toEpochMilli());
        row.put(LossColumn.LOST_BEFORE, before.toEpochMilli());
        losses.add(row);
    }

    /** Writes what was given since the last time, into files of its own. */
    void write() throws IOException {
        for (Map.Entry<String, List<Map<PostingColumn, Object>>> each : postings.entrySet()) {
            write(each.getKey(), PostingColumn.TABLE, COLUMNS, each.getValue());
        }
        postings.clear();
        for (Map<LossColumn, Object> loss : losses) {
            Instant day = Instant.ofEpochMilli((Long) loss.get(LossColumn.DETECTED_AT));
            write(
                    LossColumn.TABLE + "/" + DAY.format(day),
                    LossColumn.TABLE,
                    List.of(LossColumn.values()),
                    List.of(loss));
        }
        losses.clear();
    }

    private <C extends TableColumn> void write(
            String path, String table, List<C> columns, List<Map<C, Object>> rows)
            throws IOException {
        Path file =
                Files.createDirectories(folder.resolve(path))
                        .resolve(table + "-" + files++ + ".parquet");
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = Files.newOutputStream(file)) {
            RowWriter writer = group.openRows(table, columns, out);
            for (Map<C, Object> row : rows) {
                for (Map.Entry<C, Object> cell : row.entrySet()) {
                    if (cell.getValue() instanceof String text) {
                        writer.set(cell.getKey(), text);
                    } else if (cell.getValue() instanceof Double fraction) {
                        writer.set(cell.getKey(), fraction);
                    } else {
                        writer.set(cell.getKey(), ((Number) cell.getValue()).longValue());
                    }
                }
                writer.endRow();
            }
            writer.finish();
        }
    }

    /** State of a collect whose newest checkpoint is of now, and flows up to a time. */
    void collectIsAt(Instant newest) throws IOException {
        Path state =
                Files.createDirectories(folder.resolve(".flowledger/checkpoints/here-1/job/chk-3"));
        Files.writeString(state.resolve("_metadata"), "");
        String hour =
                DateTimeFormatter.ofPattern("'dt='yyyy-MM-dd/'hr='HH")
                        .withZone(ZoneOffset.UTC)
                        .format(newest);
        Path flows =
                Files.createDirectories(folder.resolve(FlowColumn.TABLE + "/" + hour))
                        .resolve("flows-1.parquet");
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = Files.newOutputStream(flows)) {
            List<FlowColumn> received = List.of(FlowColumn.RECEIVED_AT);
            RowWriter writer = group.openRows(FlowColumn.TABLE, received, out);
            writer.set(FlowColumn.RECEIVED_AT, newest.toEpochMilli());
            writer.endRow();
            writer.finish();
        }
    }

    /** Days of a month, each with one minute. */
    static Instant day(String first, int days) {
        return Instant.parse(first).plus(Duration.ofDays(days));
    }
}
