package io.flowledger.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.bench.ingest.Workbench;
import io.flowledger.bench.query.DayOptions;
import io.flowledger.bench.query.GeneratedDay;
import io.flowledger.bench.query.MeasuredCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowledger bench batch}: what a night's steps take on a large day. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rolls up, bills and compacts a day of generated traffic as it was imported, each step a",
            "process of its own, measured from outside. Every run begins with the day as imported."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger bench batch --flows 100000000 --in /srv/batch-bench",
            "  flowledger bench batch --flows 5000000 --steps rollup"
        })
public final class BatchCommand implements Callable<Integer> {

    private static final List<String> TABLES = List.of("flows", "postings", "rollups", "bills");

    @Spec private CommandSpec spec;

    @Mixin private DayOptions generated;

    @Option(
            names = "--steps",
            split = ",",
            defaultValue = "rollup,percentile,compact",
            description =
                    "Which of ${COMPLETION-CANDIDATES} (default all); rollup is always done, it"
                            + " counts the flows.")
    private Set<Step> steps = EnumSet.noneOf(Step.class);

    @Override
    public Integer call() throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        try (Workbench workbench = generated.open()) {
            Path plain = generated.folder(workbench).resolve("plain");
            generated.day(workbench, progress).importInto(plain);
            Path warehouse = workbench.scratch().resolve("warehouse");
            link(plain, warehouse);
            spec.commandLine().getOut().print(measure(workbench, warehouse, progress).text());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** Steps put files in the place of others and change none, so that links do for a copy. */
    private static void link(Path from, Path to) throws IOException {
        for (Path file : GeneratedDay.files(from)) {
            Path link = to.resolve(from.relativize(file));
            Files.createDirectories(link.getParent());
            Files.createLink(link, file);
        }
    }

    private BatchReport measure(Workbench workbench, Path warehouse, PrintWriter progress)
            throws IOException, InterruptedException {
        GeneratedDay.warm(warehouse);
        Map<String, Long> before = bytes(warehouse);
        MeasuredCommand process = new MeasuredCommand(workbench.scratch());
        steps.add(Step.ROLLUP);
        BatchReport report = null;
        for (Step step : Step.values()) {
            if (!steps.contains(step)) {
                continue;
            }
            progress.println("  " + step.label() + " …");
            progress.flush();
            MeasuredCommand.Outcome outcome =
                    process.run(command(workbench, step, warehouse), Map.of());
            if (report == null) {
                report = new BatchReport(flows(outcome.lines()));
            }
            report.add(step, outcome.cost());
        }
        for (String table : TABLES) {
            report.bytes(table, before.get(table), GeneratedDay.bytesOf(warehouse.resolve(table)));
        }
        return report;
    }

    private static List<String> command(Workbench workbench, Step step, Path warehouse) {
        List<String> command = new ArrayList<>(List.of(workbench.launcher().toString()));
        command.addAll(step.command());
        command.addAll(List.of("--warehouse", warehouse.toString(), "--format", "json"));
        return command;
    }

    private static Map<String, Long> bytes(Path warehouse) throws IOException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (String table : TABLES) {
            bytes.put(table, GeneratedDay.bytesOf(warehouse.resolve(table)));
        }
        return bytes;
    }

    /** Of the day, as the view that has most of them says. */
    private static long flows(List<String> summary) throws IOException {
        JsonNode views =
                new ObjectMapper()
                        .readTree(String.join("", summary))
                        .at("/days/0/" + Step.ROLLUP.label() + "/views");
        double most = 0;
        for (JsonNode view : views) {
            most = Math.max(most, view.at("/day/flows").asDouble());
        }
        if (most == 0) {
            throw new IOException("the day has no flows: delete the folder of --in");
        }
        return Math.round(most);
    }
}
