package io.flowledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command did, run in this process.
 *
 * @param err what it said of what is wrong; progress is not among it
 */
record Outcome(int exitCode, String out, String err) {

    static Outcome of(String... args) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine command = Flowledger.commandLine().setErr(new PrintWriter(err, true));
            int exitCode = command.execute(args);
            return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(stdout);
        }
    }

    /** The same with all that came on standard error, progress too. */
    static Outcome withProgress(String... args) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            Outcome outcome = of(args);
            String err = outcome.err + told.toString(StandardCharsets.UTF_8);
            return new Outcome(outcome.exitCode, outcome.out, err);
        } finally {
            System.setErr(stderr);
        }
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    /** Of output that is an object a line. */
    List<JsonNode> objects() {
        return out.lines().map(Outcome::read).toList();
    }

    private static JsonNode read(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said of a step of one of the days. */
    JsonNode step(int day, String step) throws IOException {
        return json().get("days").get(day).get(step);
    }
}
