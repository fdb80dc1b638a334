package io.flowledger.netflow.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;

/** The page of the connector says what the code says. */
class LiveTableDocsTest {

    private static final Formatter PLAIN = new HtmlFormatter();

    private static final Path PAGE = Path.of("../../docs/live-table.md");

    @Test
    void everyOptionIsDescribed() throws IOException {
        List<String> own =
                NetflowTableOptions.OWN.stream()
                        .filter(option -> option != FactoryUtil.SOURCE_PARALLELISM)
                        .filter(option -> option != FactoryUtil.SOURCE_IDLE_TIMEOUT)
                        .map(LiveTableDocsTest::row)
                        .toList();

        assertThat(rows("Options")).containsAll(own).hasSize(NetflowTableOptions.OWN.size());
        assertThat(String.join("\n", rows("Options")))
                .contains("| scan.parallelism |", "| scan.watermark.idle-timeout |");
    }

    @Test
    void everyColumnIsDescribed() throws IOException {
        List<String> expected =
                Arrays.stream(LiveColumn.values())
                        .map(
                                column ->
                                        "| "
                                                + column.columnName()
                                                + " | "
                                                + column.type()
                                                + " | "
                                                + (LiveColumn.metadata().contains(column)
                                                        ? "yes"
                                                        : "")
                                                + " | "
                                                + column.description()
                                                + " |")
                        .toList();

        assertThat(rows("Columns")).isEqualTo(expected);
    }

    private static String row(ConfigOption<?> option) {
        return "| "
                + option.key()
                + " | "
                + text(option.defaultValue())
                + " | "
                + PLAIN.format(option.description())
                + " |";
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Duration duration) {
            return duration.toHours() + " h";
        }
        return value instanceof MemorySize size
                ? size.toHumanReadableString().replaceAll("\\.000| \\(.*", "")
                : value.toString().toLowerCase(Locale.ROOT);
    }

    /** Of the first table under a heading. */
    private static List<String> rows(String heading) throws IOException {
        String section = Files.readString(PAGE).split("\n## " + heading + "\n", 2)[1];
        return section.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .collect(Collectors.toList());
    }
}
