package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.sql.function.LedgerFunction;
import io.flowledger.sql.function.LedgerFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** docs/sql.md has all functions and options, and no others. */
class SqlDocsTest {

    @Test
    void theTableOfFunctionsIsWhatTheCatalogHas() throws IOException {
        assertThat(table("function"))
                .containsExactlyElementsOf(
                        LedgerFunctions.all().stream().map(SqlDocsTest::row).toList());
    }

    @Test
    void allOptionsOfTheCommandAreThere() throws IOException {
        CommandSpec sql = Flowledger.commandLine().getSubcommands().get("sql").getCommandSpec();
        String options = String.join("\n", table("option"));
        assertThat(sql.options())
                .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                .filteredOn(option -> !option.required())
                .allSatisfy(option -> assertThat(options).contains("| `" + option.longestName()));
    }

    private static String row(LedgerFunction function) {
        return "| `"
                + function.name()
                + "("
                + function.arguments()
                + ")` | "
                + function.returns()
                + " | "
                + function.description()
                + " |";
    }

    /** Rows of the first table whose first column has this title. */
    private static List<String> table(String title) throws IOException {
        return Files.readString(Path.of("..", "docs", "sql.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| " + title + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
