package io.flowledger.sql.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class ResultFormatTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.250Z");

    @Test
    void csvQuotesWhatRfc4180Asks() throws Exception {
        assertThat(
                        print(
                                ResultFormat.CSV,
                                List.of("a", "b,c"),
                                Row.of("plain", "with \"quotes\", and\nlines"),
                                Row.of(null, ""),
                                Row.of(TIME, 803_627_552.0)))
                .isEqualTo(
                        "a,\"b,c\"\r\nplain,\"with \"\"quotes\"\", and\nlines\"\r\n,\"\"\r\n"
                                + "2026-01-31T12:00:00.250Z,803627552\r\n");
    }

    @Test
    void jsonIsAnObjectALine() throws Exception {
        assertThat(
                        print(
                                ResultFormat.JSON,
                                List.of("t", "n", "x"),
                                Row.of("q\"\\\n\u0001", 12L, null),
                                Row.of(TIME, 0.25, true),
                                Row.of(new byte[] {0, (byte) 255}, Double.NaN, List.of(1, 2)),
                                Row.of(Map.of("k", 1), new BigDecimal("1.50"), Row.of(1, "a"))))
                .isEqualToNormalizingNewlines(
                        """
                        {"t":"q\\"\\\\\\n\\u0001","n":12,"x":null}
                        {"t":"2026-01-31T12:00:00.250Z","n":0.25,"x":true}
                        {"t":"00ff","n":"NaN","x":[1,2]}
                        {"t":{"k":1},"n":1.50,"x":[1,"a"]}
                        """);
    }

    @Test
    void aTableHasNumbersToTheRight() throws Exception {
        assertThat(
                        print(
                                ResultFormat.TABLE,
                                List.of("name", "n"),
                                Row.of("a", 5),
                                Row.of(null, 12_345)))
                .isEqualToNormalizingNewlines(
                        """
                        name      n
                        -----------
                        a         5
                        NULL  12345
                        """);
    }

    @Test
    void aPlanIsPrintedAsItIs() throws Exception {
        assertThat(print(ResultFormat.TABLE, List.of("result"), Row.of("a\n+- b\n")))
                .isEqualToNormalizingNewlines("a\n+- b\n");
    }

    @Test
    void onlyATableIsCutAndSaysSo() throws Exception {
        Row[] rows =
                IntStream.range(0, TablePrinter.MAX_ROWS + 1).mapToObj(Row::of).toArray(Row[]::new);
        assertThat(print(ResultFormat.TABLE, List.of("n"), rows).lines())
                .hasSize(TablePrinter.MAX_ROWS + 3)
                .last()
                .isEqualTo("… only the first 10000 rows are shown");
        assertThat(print(ResultFormat.CSV, List.of("n"), rows).lines())
                .hasSize(TablePrinter.MAX_ROWS + 2);
    }

    @Test
    void whatARowDoesToTheOnesBeforeComesFirst() throws Exception {
        Row[] rows = {
            Row.ofKind(RowKind.INSERT, 6, 1L),
            Row.ofKind(RowKind.UPDATE_BEFORE, 6, 1L),
            Row.ofKind(RowKind.UPDATE_AFTER, 6, 2L),
            Row.ofKind(RowKind.DELETE, 6, 2L)
        };
        Answer answer = Answer.of(List.of("proto", "n"), List.of(rows).iterator());
        assertThat(print(ResultFormat.CSV, answer.withChanges()))
                .isEqualTo("op,proto,n\r\n+I,6,1\r\n-U,6,1\r\n+U,6,2\r\n-D,6,2\r\n");
    }

    private static String print(ResultFormat format, List<String> names, Row... rows)
            throws Exception {
        return print(format, Answer.of(names, List.of(rows).iterator()));
    }

    private static String print(ResultFormat format, Answer answer) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.print(answer, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
