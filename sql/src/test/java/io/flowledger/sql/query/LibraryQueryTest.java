package io.flowledger.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.sql.text.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryQueryTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/flowledger/sql/queries");

    static List<String> names() {
        return LibraryQuery.names();
    }

    @Test
    void everyScriptIsInTheLibrary() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".sql", "")))
                    .containsExactlyInAnyOrderElementsOf(LibraryQuery.names());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aScriptIsOneStatementWhoseHeadTellsTheQuestionAndTheParameters(String name) {
        LibraryQuery query = LibraryQuery.named(name);
        String head =
                query.script()
                        .lines()
                        .takeWhile(line -> line.startsWith("--"))
                        .reduce("", String::concat);

        assertThat(Statement.of(query.script(), 1)).hasSize(1);
        assertThat(query.question()).matches(".*[?.:].*");
        assertThat(query.parameters()).isNotEmpty();
        query.parameters().keySet().stream()
                .filter(parameter -> !parameter.equals("rows"))
                .forEach(parameter -> assertThat(head).contains(parameter));
        assertThat(query.with(Map.of())).isEqualTo(query.script());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aQueryIsInTheDocumentation(String name) throws IOException {
        assertThat(Files.readString(Path.of("../docs/queries.md"))).contains("| `" + name + "` |");
    }

    @Test
    void aValueTakesThePlaceOfEveryLiteralOfItsName() {
        String statement =
                LibraryQuery.named("who_talked_to_host").with(Map.of("host", "10.0.0.1"));

        assertThat(statement)
                .contains(
                        "dst_addr = ip_number(/*host*/'10.0.0.1')",
                        "src_addr = ip_number(/*host*/'10.0.0.1')")
                .doesNotContain("192.0.2.50");
    }

    @Test
    void aQuoteInAValueDoesNotEndTheLiteral() {
        assertThat(LibraryQuery.named("top_talkers").with(Map.of("day", "x' OR '1'='1")))
                .contains("/*day*/'x'' OR ''1''=''1'");
    }

    @Test
    void aNumberIsANumber() {
        assertThat(LibraryQuery.named("top_talkers").with(Map.of("rows", "3")))
                .contains("LIMIT /*rows*/3;");
        assertThatThrownBy(() -> LibraryQuery.named("top_talkers").with(Map.of("rows", "3; DROP")))
                .hasMessage("query top_talkers: rows is a number, not '3; DROP'");
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        assertThatThrownBy(() -> LibraryQuery.named("talkers"))
                .hasMessageStartingWith("there is no query 'talkers'; there are top_talkers, ");
        assertThatThrownBy(() -> LibraryQuery.named("top_talkers").with(Map.of("date", "x")))
                .hasMessage("query top_talkers has no parameter 'date'; it has day, hour, rows");
    }
}
