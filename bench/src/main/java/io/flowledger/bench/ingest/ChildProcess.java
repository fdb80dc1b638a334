package io.flowledger.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One flowledger process under test: started by the launcher, ready when its stderr says {@code
 * listening on}, stopped by SIGTERM, and judged by the JSON object it prints last. Its CPU time and
 * resident set are sampled all the while, since /proc forgets a process when it ends.
 */
final class ChildProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "listening on";
    private static final long SAMPLE_MILLIS = 50;
    private static final int LINES_KEPT = 40;

    private final List<String> command;
    private final Path errors;
    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread output;
    private final Thread sampler;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile String json;
    private volatile boolean listening;
    private volatile long cpuMillis;
    private volatile long peakResidentBytes;

    private ChildProcess(List<String> command, Path errors, String jvmOptions) throws IOException {
        this.command = command;
        this.errors = errors;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("FLOWLEDGER_NO_BUILD", "1");
        builder.environment().put("FLOWLEDGER_JVM_OPTS", jvmOptions);
        builder.environment().put("FLOWLEDGER_LOG", errors.resolveSibling("child.log").toString());
        process = builder.start();
        output = daemon("bench-output", this::readOutput);
        sampler = daemon("bench-sampler", this::sample);
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param errors file for its stderr
     * @param jvmOptions added to the launcher's own
     */
    static ChildProcess start(
            List<String> command, Path errors, String jvmOptions, Duration patience)
            throws IOException, InterruptedException {
        ChildProcess child = new ChildProcess(command, errors, jvmOptions);
        boolean inTime = child.ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime || !child.listening) {
            String problem = inTime ? "ended before it listened" : "did not listen in " + patience;
            child.close();
            throw new IOException(child.describe(problem));
        }
        return child;
    }

    /** CPU seconds of all its threads so far; after its end, nearly all it ever used. */
    double cpuSeconds() {
        ProcFiles.cpuMillis(process.pid()).ifPresent(now -> cpuMillis = now);
        return cpuMillis / 1e3;
    }

    long peakResidentBytes() {
        return peakResidentBytes;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, then its closing summary. */
    JsonNode stop(Duration patience) throws IOException, InterruptedException {
        // Not Process.destroy(): that closes our end of its output before the summary is read.
        process.toHandle().destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException(describe("did not stop in " + patience));
        }
        output.join(patience.toMillis());
        sampler.join(1_000);
        if (json == null) {
            throw new IOException(
                    describe("ended with " + process.exitValue() + " and no JSON summary"));
        }
        return JSON.readTree(json);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith("{")) {
                    json = line;
                }
                synchronized (lastLines) {
                    lastLines.add(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.remove();
                    }
                }
            }
        } catch (IOException e) {
            // The process was killed; whoever waits for it says so.
        }
        ready.countDown();
    }

    private void sample() {
        try {
            while (process.isAlive()) {
                if (!listening && Files.readString(errors).contains(READY)) {
                    listening = true;
                    ready.countDown();
                }
                ProcFiles.cpuMillis(process.pid()).ifPresent(now -> cpuMillis = now);
                ProcFiles.peakResidentBytes(process.pid()).ifPresent(n -> peakResidentBytes = n);
                Thread.sleep(SAMPLE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(errors + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String describe(String problem) throws IOException {
        List<String> said = new ArrayList<>();
        synchronized (lastLines) {
            said.addAll(lastLines);
        }
        Files.readString(errors).lines().limit(5).forEach(said::add);
        return "'"
                + String.join(" ", command)
                + "' "
                + problem
                + (said.isEmpty() ? "" : "; it said: " + String.join(" | ", said));
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
