package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.source.ArchivedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The postings of a warehouse whatever their order: numbers with fractions by all other columns,
 * which no two rows have in common.
 */
final class PostingTable {

    /** Sums of fractions that were added in another order. */
    private static final double TOLERANCE = 1e-9;

    private static final List<PostingColumn> COLUMNS = List.of(PostingColumn.values());

    private final Map<String, List<Double>> rows;

    private PostingTable(Map<String, List<Double>> rows) {
        this.rows = rows;
    }

    static PostingTable read(Path warehouse) throws IOException {
        Map<String, List<Double>> rows = new HashMap<>();
        try (Stream<Path> views = Files.list(warehouse.resolve(PostingColumn.TABLE))) {
            for (Path view : views.toList()) {
                String table = PostingColumn.TABLE + "/" + view.getFileName();
                ArchivedRows.read(
                        new org.apache.flink.core.fs.Path(warehouse.toUri()),
                        table,
                        COLUMNS,
                        HourRange.ALL,
                        row -> add(view.getFileName().toString(), row, rows));
            }
        }
        return new PostingTable(rows);
    }

    private static void add(String view, StoredRow row, Map<String, List<Double>> rows) {
        StringBuilder others = new StringBuilder(view);
        List<Double> fractions = new ArrayList<>();
        for (PostingColumn column : COLUMNS) {
            if (column.type() == ColumnType.DOUBLE) {
                fractions.add(row.fraction(column));
            } else if (!row.isNull(column)) {
                others.append(' ').append(column.columnName()).append('=');
                others.append(
                        column.type() == ColumnType.STRING ? row.text(column) : row.number(column));
            }
        }
        if (rows.put(others.toString(), fractions) != null) {
            throw new AssertionError("a second row like " + others);
        }
    }

    int rows() {
        return rows.size();
    }

    PostingTable without(String view) {
        Map<String, List<Double>> others = new HashMap<>(rows);
        others.keySet().removeIf(row -> row.startsWith("view=" + view + " "));
        return new PostingTable(others);
    }

    void requireSameAs(PostingTable expected) {
        assertThat(missing(expected.rows, rows))
                .as(
                        "rows that are gone, where these were not there: %s",
                        missing(rows, expected.rows))
                .isEmpty();
        assertThat(missing(rows, expected.rows)).as("rows that were not there").isEmpty();
        expected.rows.forEach((row, fractions) -> requireClose(row, rows.get(row), fractions));
    }

    private static List<String> missing(Map<String, ?> of, Map<String, ?> in) {
        return of.keySet().stream().filter(row -> !in.containsKey(row)).sorted().limit(3).toList();
    }

    private static void requireClose(String row, List<Double> actual, List<Double> expected) {
        for (int i = 0; i < expected.size(); i++) {
            double wanted = expected.get(i);
            assertThat(actual.get(i))
                    .as("fraction %s of %s", i, row)
                    .isCloseTo(wanted, within(TOLERANCE * Math.abs(wanted)));
        }
    }
}
