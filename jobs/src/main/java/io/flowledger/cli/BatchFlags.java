package io.flowledger.cli;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of commands that read the archive in a batch: {@code audit} and {@code account}. */
final class BatchFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--parallelism",
            defaultValue = "0",
            paramLabel = "N",
            description = "Tasks at a time. Default: as many as processors.")
    private int parallelism;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The same options in a YAML file; Flink's own settings under `flink:`.")
    private File config;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    /**
     * Sets what the file says and the command line does not; to be called before any option is
     * looked at.
     *
     * @return the file's settings of Flink
     */
    Map<String, String> apply() throws IOException {
        Map<String, String> flink =
                config == null ? Map.of() : ConfigFile.apply(config, command).flinkSettings();
        Quantities.requireWithin("--parallelism", parallelism, 0, 128);
        return flink;
    }

    /** 0 for as many as processors. */
    int parallelism() {
        return parallelism;
    }

    Format format() {
        return format;
    }
}
