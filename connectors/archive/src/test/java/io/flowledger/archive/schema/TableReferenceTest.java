package io.flowledger.archive.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table reference says what the code says. */
class TableReferenceTest {

    private static final Path REFERENCE = Path.of("../../docs/tables.md");

    @Test
    void flowsAreDescribedAsTheyAreWritten() throws IOException {
        assertDescribed(FlowColumn.TABLE, FlowColumn.values());
    }

    @Test
    void lossesAreDescribedAsTheyAreWritten() throws IOException {
        assertDescribed(LossColumn.TABLE, LossColumn.values());
    }

    @Test
    void sessionsAreDescribedAsTheyAreWritten() throws IOException {
        assertDescribed(SessionColumn.TABLE, SessionColumn.values());
    }

    @Test
    void postingsAreDescribedAsTheyAreWritten() throws IOException {
        assertDescribed(PostingColumn.TABLE, PostingColumn.values());
    }

    @Test
    void rollupsAreDescribedAsTheyAreWritten() throws IOException {
        assertDescribed(ArchiveTable.ROLLUPS_HOURLY.tableName(), RollupColumn.values());
    }

    @Test
    void billsAreDescribedAsTheyAreWritten() throws IOException {
        assertDescribed(BillColumn.TABLE, BillColumn.values());
    }

    @Test
    void quarantineIsDescribedAsItIsWritten() throws IOException {
        assertDescribed(QuarantineColumn.TABLE, QuarantineColumn.values());
    }

    private static void assertDescribed(String table, TableColumn[] columns) throws IOException {
        String expected = Arrays.stream(columns).map(TableReferenceTest::row).collect(rows());
        String text = Files.readString(REFERENCE);
        String section = text.substring(text.indexOf("\n## " + table + " "));
        String[] lines = section.split("\n\\|---\\|---\\|---\\|\n", 2)[1].split("\n");
        String actual = Arrays.stream(lines).takeWhile(l -> l.startsWith("|")).collect(rows());
        assertThat(actual).isEqualTo(expected);
    }

    private static String row(TableColumn column) {
        return "| "
                + column.columnName()
                + " | "
                + column.type().name().toLowerCase(Locale.ROOT)
                + " | "
                + column.description()
                + " |";
    }

    private static java.util.stream.Collector<CharSequence, ?, String> rows() {
        return Collectors.joining("\n");
    }
}
