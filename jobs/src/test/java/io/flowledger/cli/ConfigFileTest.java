package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigFileTest {

    @TempDir Path folder;

    @Test
    void anUnknownKeyIsNamedWithTheFileAndTheKnownOnes() throws Exception {
        assertThat(errorOf("warehouze: /tmp/x\n"))
                .contains("c.yaml")
                .contains("'warehouze'")
                .contains("warehouse");
    }

    @Test
    void whatIsNoYamlIsNamedWithItsLine() throws Exception {
        assertThat(errorOf("listen: [a\nspool: x: y\n")).contains("c.yaml line");
    }

    @Test
    void aValueOfTheWrongKindIsNamedWithItsKey() throws Exception {
        assertThat(errorOf("checkpoint-interval: soon\n"))
                .contains("checkpoint-interval")
                .contains("'soon'");
        assertThat(errorOf("sync: sometimes\n")).contains("sync").contains("sometimes");
    }

    @Test
    void theFileStandsInForOptionsAndTheCommandLineGoesBeforeIt() throws Exception {
        // gets past all keys and then stops at the one thing that is missing
        assertThat(
                        errorOf(
                                "listen: [127.0.0.1:1, 127.0.0.1:2]\nspool: s\nreceive-buffer: 1m\nparallelism: 2\n"))
                .contains("--warehouse");
        assertThat(
                        errorOf(
                                "listen: 127.0.0.1:1\nspool: s\nparallelism: 200\n",
                                "--parallelism",
                                "1"))
                .contains("--warehouse");
        assertThat(errorOf("listen: 127.0.0.1:1\nspool: s\nparallelism: 200\n"))
                .contains("--parallelism 200");
    }

    private String errorOf(String yaml, String... more) throws Exception {
        Path file = folder.resolve("c.yaml");
        Files.writeString(file, yaml);
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Flowledger.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        String[] arguments = new String[3 + more.length];
        arguments[0] = "collect";
        arguments[1] = "--config";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(commandLine.execute(arguments)).isNotZero();
        assertThat(errors.toString().strip().lines()).hasSize(1);
        return errors.toString();
    }
}
