package io.flowledger.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a cluster, laid out as Flink's own distribution.
 *
 * <pre>
 * bin/flink   conf/config.yaml   lib/*.jar   opt/   plugins/   log/   pids/   tmp/
 * </pre>
 */
record ClusterFolder(Path home) {

    private static final List<String> FOLDERS =
            List.of("bin", "conf", "lib", "opt", "plugins", "log", "pids", "tmp");

    /** Where the launcher lives; it says so. */
    private static final String LAUNCHER_HOME = "flowledger.home";

    static ClusterFolder of(Path given) {
        Path home = given == null ? launcherHome().resolve("cluster-data") : given;
        return new ClusterFolder(home.toAbsolutePath().normalize());
    }

    static Path jobJar() {
        return launcherHome().resolve("jobs/target/flowledger.jar");
    }

    private static Path launcherHome() {
        String home = System.getProperty(LAUNCHER_HOME);
        if (home == null) {
            throw new IllegalStateException("run this command with ./flowledger");
        }
        return Path.of(home);
    }

    Path bin() {
        return home.resolve("bin");
    }

    Path client() {
        return bin().resolve("flink");
    }

    Path conf() {
        return home.resolve("conf");
    }

    Path config() {
        return conf().resolve("config.yaml");
    }

    Path zooKeeperConfig() {
        return conf().resolve("zoo.cfg");
    }

    /** What ZooKeeper keeps, and what the JobManager keeps of its jobs beside it. */
    Path highAvailability() {
        return home.resolve("ha");
    }

    Path lib() {
        return home.resolve("lib");
    }

    Path log() {
        return home.resolve("log");
    }

    Path pids() {
        return home.resolve("pids");
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    Path tmp() {
        return home.resolve("tmp");
    }

    /** Puts together what is missing; what was put there by hand stays. */
    void assemble() throws IOException {
        for (String folder : FOLDERS) {
            Files.createDirectories(home.resolve(folder));
        }
        Path built = launcherHome().resolve("cluster/target/flink/lib");
        if (!Files.isDirectory(built)) {
            throw new IllegalStateException(
                    built + " is missing: run ./flowledger without FLOWLEDGER_NO_BUILD");
        }
        try (Stream<Path> jars = Files.list(built)) {
            for (Path jar : jars.toList()) {
                provide(jar);
            }
        }
        write(conf().resolve("log4j.properties"), resource("log4j.properties"));
        write(conf().resolve("log4j-cli.properties"), resource("log4j-cli.properties"));
        Files.writeString(client(), resource("flink.sh").replace("@OPENS@", ClusterConfig.OPENS));
        Files.setPosixFilePermissions(client(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A link, since a quarter of a gigabyte need not be there twice; a copy on another disk. */
    private void provide(Path jar) throws IOException {
        Path here = lib().resolve(jar.getFileName());
        try {
            Files.createLink(here, jar);
        } catch (FileAlreadyExistsException there) {
            // of an earlier start
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.copy(jar, here);
        }
    }

    /** What is there may have been changed by hand. */
    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, text);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ClusterFolder.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
