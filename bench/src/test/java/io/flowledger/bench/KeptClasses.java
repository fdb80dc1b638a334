package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The classes that an import loads, in a file that Java takes them from ready to use: a third of
 * what a short command costs. Made when the jars are newer.
 */
final class KeptClasses {

    private static final Path FILE = Path.of("target", "e2e-classes.jsa");
    private static final List<Path> JARS =
            List.of(
                    Path.of("..", "jobs", "target", "flowledger.jar"),
                    Path.of("..", "cluster", "target", "flowledger-cluster.jar"),
                    Path.of("target", "flowledger-bench.jar"));

    private KeptClasses() {}

    /**
     * JVM options of a process in this folder that uses them.
     *
     * @param folder where an import may leave what it writes
     */
    static synchronized String options(Path folder) throws Exception {
        if (!isUpToDate()) {
            make(Files.createDirectories(folder.resolve("kept-classes")));
        }
        return "-XX:SharedArchiveFile=" + FILE + " -Xlog:cds=off -Xlog:cds+dynamic=off";
    }

    private static boolean isUpToDate() throws IOException {
        if (!Files.exists(FILE)) {
            return false;
        }
        for (Path jar : JARS) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(FILE)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void make(Path folder) throws Exception {
        Path capture = folder.resolve("t.pcap");
        new TrafficRun(
                        TrafficOptions.builder()
                                .pcap(capture)
                                .flows(10_000)
                                .rate(100)
                                .loss(0.02)
                                .build())
                .call();
        Path made = folder.resolve("classes.jsa");
        Process run =
                Launcher.command(
                                folder,
                                "-XX:ArchiveClassesAtExit=" + made,
                                "import",
                                capture.toString(),
                                "--warehouse",
                                folder.resolve("w").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        assertThat(run.waitFor()).as(Files.readString(folder.resolve("said"))).isZero();
        Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING);
    }
}
