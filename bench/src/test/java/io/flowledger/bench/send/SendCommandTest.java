package io.flowledger.bench.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.traffic.Truth;
import io.flowledger.cli.CommandPlugin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendCommandTest {

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int send(String... arguments) {
        return new CommandLine(new SendCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(
                        (exception, command, parsed) -> {
                            command.getErr().println(exception.getMessage());
                            return 1;
                        })
                .execute(arguments);
    }

    private int sendTo(String[] sink, String... arguments) {
        return send(
                java.util.stream.Stream.of(sink, arguments)
                        .flatMap(java.util.Arrays::stream)
                        .toArray(String[]::new));
    }

    @Test
    void everyOptionReachesTheTraffic() throws IOException {
        Path truthFile = directory.resolve("truth.json");
        int exit =
                send(
                        """
                        --pcap %s --truth %s --rate 1_000 --flows 2e4 --seed 7 --profile ovs
                        --exporters 2 --ports 2 --engines 2 --records-per-datagram 10 --loss 0.02
                        --loss-burst 5/100 --duplicates 0.01 --reorder 0.01 --reorder-window 4
                        --restarts 1 --sampling 10 --clock-skew -1h --hosts 500 --record-pool 1000
                        --start 2026-01-01T12:00:00Z
                        """
                                .formatted(directory.resolve("a.pcap"), truthFile)
                                .strip()
                                .split("\\s+"));
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        Truth truth = TruthFile.read(truthFile);
        assertThat(truth.sent().flows() + truth.withheld().flows()).isEqualTo(20_000);
        assertThat(truth.withheld().datagrams()).isPositive();
        assertThat(truth.duplicates().datagrams()).isPositive();
        assertThat(truth.reordered()).isPositive();
        assertThat(truth.restarts()).isEqualTo(8);
        assertThat(truth.profile()).isEqualTo("ovs");
        assertThat(truth.seed()).isEqualTo(7);
        assertThat(truth.sessions()).hasSize(16);
        assertThat(out.toString()).contains("withheld").contains("restarts 8");
    }

    @Test
    void everyOptionOfASequenceAuditReachesTheTraffic() throws IOException {
        Path truthFile = directory.resolve("truth.json");
        int exit =
                send(
                        """
                        --pcap %s --truth %s --rate 1000 --for 20s --profile cisco:3,ovs:1
                        --records-per-datagram 1-30 --loss 0.02 --loss-burst 5
                        --withhold-between 10s,12s --withhold-between 14s,15s
                        --sequence per-datagram --first-sequence 4294967290
                        --first-uptime 4294967000 --reorder 0.01 --reorder-delay 500ms
                        --start 2026-01-01T12:00:00Z
                        """
                                .formatted(directory.resolve("a.pcap"), truthFile)
                                .strip()
                                .split("\\s+"));
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        Truth truth = TruthFile.read(truthFile);
        assertThat(truth.profile()).isEqualTo("cisco:3,ovs:1");
        assertThat(truth.sequence()).isEqualTo("per_datagram");
        assertThat(truth.sessions()).hasSize(4);
        assertThat(truth.sessions()).allMatch(one -> one.firstSequence() == 4_294_967_290L);
        assertThat(truth.sessions())
                .allMatch(
                        one -> one.bootedAt().plusMillis(4_294_967_000L).equals(truth.startedAt()));
        // Three of twenty seconds are out, and a fiftieth of the others is lost.
        assertThat(truth.withheld().flows()).isBetween(2_900L, 4_300L);
    }

    @Test
    void mistakesAreNamed() {
        assertThat(send("--to", "127.0.0.1:2055")).isNotZero();
        assertThat(send("--flows", "10")).isNotZero();
        assertThat(send("--to", "127.0.0.1", "--flows", "10")).isNotZero();
        assertThat(send("--to", "127.0.0.1:1", "--flows", "10", "--loss", "2")).isNotZero();
        assertThat(send("--to", "127.0.0.1:1", "--for", "ten")).isNotZero();
        assertThat(send("--to", "127.0.0.1:1", "--flows", "1.5")).isNotZero();
        assertThat(send("--to", "127.0.0.1:1", "--flows", "1", "--profile", "x")).isNotZero();
        String[] sink = {"--pcap", directory.resolve("x.pcap").toString(), "--flows", "1"};
        assertThat(sendTo(sink, "--profile", "cisco:0")).isNotZero();
        assertThat(sendTo(sink, "--profile", "cisco:3,ovs:1", "--exporters", "2")).isNotZero();
        assertThat(sendTo(sink, "--loss-burst", "5")).isNotZero();
        assertThat(sendTo(sink, "--loss-burst", "5/0")).isNotZero();
        assertThat(sendTo(sink, "--withhold-between", "3s,2s")).isNotZero();
        assertThat(sendTo(sink, "--records-per-datagram", "30-1")).isNotZero();
        assertThat(sendTo(sink, "--sequence", "random")).isNotZero();
        assertThat(sendTo(sink, "--first-sequence", "4294967296")).isNotZero();
        assertThat(err.toString())
                .contains("--profile must be 1 to 10000, not 0")
                .contains("--profile names 4 exporters")
                .contains("needs the fraction to lose")
                .contains("'5/0' is no burst")
                .contains("needs a start and a later end")
                .contains("'30-1' is no number of records")
                .contains("'random' is no rule for sequence numbers")
                .contains("--first-sequence must be 0 to 4294967295")
                .contains("--flows or --for")
                .contains("--to HOST:PORT, or --pcap FILE")
                .contains("'127.0.0.1' is no collector")
                .contains("--loss is a fraction")
                .contains("'ten' is no duration")
                .contains("'1.5' is no whole number")
                .contains("there are cisco, esx and ovs");
    }

    @Test
    void helpHasExamples() {
        assertThat(send("--help")).isZero();
        assertThat(out.toString()).contains("Examples:").contains("--loss-burst 20/5000");
    }

    @Test
    void theCommandLineFindsIt() {
        assertThat(ServiceLoader.load(CommandPlugin.class))
                .anyMatch(plugin -> plugin.command() instanceof SendCommand);
    }
}
