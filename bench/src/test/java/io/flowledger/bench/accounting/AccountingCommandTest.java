package io.flowledger.bench.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AccountingCommandTest {

    private static final List<String> TRAFFIC =
            List.of("--rate", "500", "--minutes", "2", "--loss", "0.1", "--burst", "3");

    @TempDir private Path directory;

    @Test
    void aBillOfTheViewsOfAFileIsToldByCustomer() throws IOException {
        Files.writeString(
                directory.resolve("customers.csv"),
                "prefix,customer\n10.0.0.0/24,Acme\n10.0.0.0/16,Globex\n");
        Path file =
                Files.writeString(
                        directory.resolve("accounting.yaml"),
                        """
                        enrichment: {prefixes: customers.csv}
                        views:
                          - {name: bill, keys: [dst_customer], except: {dst_customer: unknown}}
                        """);
        List<String> told = run("--accounting", file.toString(), "--seeds", "3");
        assertThat(told).hasSize(6);
        assertThat(told.get(2)).matches("bill +Acme +3 .*");
        assertThat(told.get(3)).matches("bill +Globex +3 .*");
        assertThat(told.get(4)).matches("bill +together +6 .*");
        assertThat(told.get(5)).matches("bill +all intervals hold in [0-3] of 3 runs");
    }

    @Test
    void aSeedIsTheSameTrafficAndLossesInWhicheverRunItIs() {
        double third = received(run("--first-seed", "3", "--seeds", "1"));
        double fourth = received(run("--first-seed", "4", "--seeds", "1"));
        double both = received(run("--first-seed", "3", "--seeds", "2"));
        assertThat(third).isNegative().isNotEqualTo(fourth);
        assertThat(both).isCloseTo((third + fourth) / 2, within(0.0101)); // told in hundredths
    }

    /** Per cent less than the truth, of the view of protocols. */
    private static double received(List<String> told) {
        String together =
                told.stream()
                        .filter(line -> line.matches("protocols +together .*"))
                        .findFirst()
                        .orElseThrow();
        return Double.parseDouble(together.split("\\s+")[3].replace("%", ""));
    }

    private static List<String> run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new AccountingCommand()).setOut(new PrintWriter(out));
        List<String> all = new ArrayList<>(TRAFFIC);
        all.addAll(List.of(arguments));
        assertThat(command.execute(all.toArray(String[]::new))).as(out.toString()).isZero();
        return out.toString().lines().toList();
    }
}
