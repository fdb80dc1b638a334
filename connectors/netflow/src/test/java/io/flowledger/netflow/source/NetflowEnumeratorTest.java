package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetflowEnumeratorTest {

    private static final ReceiverOptions ENDPOINT =
            ReceiverOptions.listen(ListenAddress.parse("127.0.0.1:2055"));

    private long nowMillis = 1_000;

    @TempDir Path directory;

    @Test
    void socketsAreSpreadOverReadersOnceAllHaveRegistered() {
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(2);
        NetflowEnumerator enumerator = enumerator(listening().sockets(2), context);

        context.register(enumerator, 0, "h1");
        assertThat(context.assignedTo(0)).isEmpty();
        assertThat(context.isToldToEnd(0)).isFalse();

        context.register(enumerator, 1, "h2");
        assertThat(onlySpool(context, 0).host()).isEqualTo("h1");
        assertThat(onlySpool(context, 1).host()).isEqualTo("h2");
        assertThat(onlySpool(context, 0).intake()).isEqualTo(Intake.LISTEN);
        assertThat(context.isToldToEnd(0)).isFalse();
        assertThat(context.isToldToEnd(1)).isFalse();
    }

    @Test
    void aRestoredSpoolGoesBackToItsHostWhicheverSubtaskReportsIt() {
        NetflowSourceBuilder builder = listening().sockets(2);
        RecordingEnumeratorContext before = new RecordingEnumeratorContext(2);
        NetflowEnumerator first = enumerator(builder, before);
        before.register(first, 0, "h1");
        before.register(first, 1, "h2");
        NetflowSplit onFirst = onlySpool(before, 0).withPosition(100);
        NetflowSplit onSecond = onlySpool(before, 1).withPosition(200);

        RecordingEnumeratorContext after = new RecordingEnumeratorContext(2);
        NetflowEnumerator restored = restore(builder, first.snapshotState(1), after);
        after.register(restored, 0, "h2", onFirst, onSecond);
        after.register(restored, 1, "h1");

        assertThat(after.assignedTo(0)).containsExactly(onSecond);
        assertThat(after.assignedTo(1)).containsExactly(onFirst);
    }

    @Test
    void readersEndTogetherOnceAllSpoolsAreDrainedTheOneWithoutASpoolToo() {
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(3);
        NetflowEnumerator enumerator = enumerator(listening().sockets(2), context);
        for (int subtask = 0; subtask < 3; subtask++) {
            context.register(enumerator, subtask, "h1");
        }
        String first = onlySpool(context, 0).splitId();
        String second = onlySpool(context, 1).splitId();

        enumerator.handleSourceEvent(0, new SpoolDrained(first));
        enumerator.handleSourceEvent(2, new SpoolDrained(second));
        for (int subtask = 0; subtask < 3; subtask++) {
            assertThat(context.isToldToEnd(subtask)).as("reader " + subtask).isFalse();
        }
        enumerator.handleSourceEvent(1, new SpoolDrained(second));
        for (int subtask = 0; subtask < 3; subtask++) {
            assertThat(context.isToldToEnd(subtask)).as("reader " + subtask).isTrue();
        }
    }

    @Test
    void aSpoolWaitsForAReaderOnItsHostAndThenTheJobFailsByName() {
        NetflowSourceBuilder builder =
                NetflowSource.builder()
                        .listenOn("edge7", ENDPOINT)
                        .spoolRoot(directory)
                        .hostWait(Duration.ofSeconds(30));
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(1);
        NetflowEnumerator enumerator = enumerator(builder, context);
        context.register(enumerator, 0, "h1");

        nowMillis += 29_000;
        context.timePasses();
        assertThat(context.assignedTo(0)).isEmpty();
        assertThat(context.isToldToEnd(0)).isFalse();
        nowMillis += 1_000;
        assertThatThrownBy(context::timePasses)
                .hasMessageContaining("edge7")
                .hasMessageContaining("30 s")
                .hasMessageContaining(directory.toString());

        context.lose(0);
        context.register(enumerator, 0, "EDGE7");
        assertThat(onlySpool(context, 0).directory()).startsWith(directory.toString());
    }

    @Test
    void aStateThatAFlinkOfOneMachineWroteGoesOnWhereAllReadersAreOnOne() {
        NetflowSourceBuilder builder = NetflowSource.builder().attach(directory);
        RecordingEnumeratorContext embedded = new RecordingEnumeratorContext(1);
        NetflowEnumerator first = enumerator(builder, embedded);
        embedded.register(first, 0, "localhost");
        NetflowSplit held = onlySpool(embedded, 0).withPosition(4_096);
        NetflowEnumeratorState state = first.snapshotState(1);

        RecordingEnumeratorContext cluster = new RecordingEnumeratorContext(2);
        NetflowEnumerator second = restore(builder, state, cluster);
        cluster.register(second, 0, "edge7", held);
        cluster.register(second, 1, "edge7");
        assertThat(onlySpool(cluster, 0).host()).isEqualTo("edge7");
        assertThat(onlySpool(cluster, 0).position()).isEqualTo(4_096);

        RecordingEnumeratorContext hosts = new RecordingEnumeratorContext(2);
        NetflowEnumerator third = restore(builder, state, hosts);
        hosts.register(third, 0, "edge7", held);
        hosts.register(third, 1, "edge8");
        assertThat(hosts.assignedTo(0)).as("nobody knows which of them").isEmpty();
        assertThat(hosts.assignedTo(1)).isEmpty();
    }

    @Test
    void capturesGoToWhoeverAsksAndThenReadersMayEnd() {
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(2);
        NetflowEnumerator enumerator = enumerator(captures("a", "b", "c"), context);
        context.register(enumerator, 0, "h1");
        context.register(enumerator, 1, "h1");
        enumerator.handleSplitRequest(0, "h1");
        enumerator.handleSplitRequest(0, "h1");
        enumerator.handleSplitRequest(1, "h1");

        assertThat(context.assignedTo(0))
                .containsExactly(CaptureSplit.fresh("file:/a"), CaptureSplit.fresh("file:/c"));
        assertThat(context.assignedTo(1)).containsExactly(CaptureSplit.fresh("file:/b"));
        assertThat(context.isToldToEnd(0)).isTrue();
        assertThat(context.isToldToEnd(1)).isTrue();
    }

    @Test
    void aFinishedCaptureIsNotReadAgainAfterARestart() {
        RecordingEnumeratorContext before = new RecordingEnumeratorContext(1);
        NetflowEnumerator first = enumerator(captures("a", "b"), before);
        before.register(first, 0, "h1");
        NetflowEnumeratorState state = first.snapshotState(1);

        RecordingEnumeratorContext after = new RecordingEnumeratorContext(1);
        NetflowEnumerator restored = restore(captures("a", "b", "new"), state, after);
        after.register(restored, 0, "h1");
        restored.handleSplitRequest(0, "h1");

        assertThat(after.assignedTo(0))
                .containsExactly(CaptureSplit.fresh("file:/b"), CaptureSplit.fresh("file:/new"));
    }

    @Test
    void aSplitThatComesBackTwiceIsAssignedOnce() {
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(2);
        NetflowEnumerator enumerator = enumerator(captures("a"), context);
        CaptureSplit restored = new CaptureSplit("file:/a", 500);
        context.register(enumerator, 0, "h1", restored);
        context.register(enumerator, 1, "h1");

        context.lose(0);
        enumerator.addSplitsBack(List.of(restored), 0);
        enumerator.handleSplitRequest(1, "h1");
        context.register(enumerator, 0, "h1", restored);

        assertThat(Stream.of(0, 1).flatMap(subtask -> context.assignedTo(subtask).stream()))
                .filteredOn(split -> split.splitId().equals(restored.splitId()))
                .hasSize(1)
                .containsExactly(restored);
    }

    @Test
    void aSpoolThatTheJobNoLongerNamesIsReadToItsEndOnly() {
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(1);
        NetflowEnumeratorState state =
                new NetflowEnumeratorState("old run", SpoolSplit.NEVER, Set.of("x"), List.of());
        NetflowEnumerator restored = restore(captures("a"), state, context);
        SpoolSplit dropped = new SpoolSplit("x", "h1", "/gone/from/options", Intake.LISTEN, 5, 9);
        context.register(restored, 0, "h1", dropped);

        assertThat(context.assignedTo(0)).contains(dropped.fedBy(Intake.REST, SpoolSplit.NEVER));
    }

    @Test
    void theTimeToStopSurvivesAFailureAndIsCountedAnewByANewRun() {
        NetflowSourceBuilder builder = listening().stopAfter(Duration.ofSeconds(60));
        NetflowSourceOptions options = options(builder);
        RecordingEnumeratorContext before = new RecordingEnumeratorContext(1);
        NetflowEnumerator first = enumerator(options, null, before);
        before.register(first, 0, "h1");
        SpoolSplit split = onlySpool(before, 0);
        assertThat(split.stopAtMillis()).isEqualTo(61_000);

        nowMillis = 40_000;
        RecordingEnumeratorContext sameRun = new RecordingEnumeratorContext(1);
        sameRun.register(enumerator(options, first.snapshotState(1), sameRun), 0, "h1", split);
        assertThat(onlySpool(sameRun, 0).stopAtMillis()).isEqualTo(61_000);

        RecordingEnumeratorContext newRun = new RecordingEnumeratorContext(1);
        newRun.register(restore(builder, first.snapshotState(1), newRun), 0, "h1", split);
        assertThat(onlySpool(newRun, 0).stopAtMillis()).isEqualTo(100_000);
    }

    @Test
    void aDirectoryOfSpoolsIsAttachedAsOneSplitPerSpool() throws Exception {
        Files.createDirectories(directory.resolve("root/b-0"));
        Files.createDirectories(directory.resolve("root/a-0"));
        Path single = Files.createDirectories(directory.resolve("single"));
        RecordingEnumeratorContext context = new RecordingEnumeratorContext(1);
        NetflowEnumerator enumerator =
                enumerator(
                        NetflowSource.builder().attach(directory.resolve("root"), single), context);
        context.register(enumerator, 0, "h1");

        assertThat(context.assignedTo(0))
                .extracting(split -> ((SpoolSplit) split).directory())
                .containsExactly(
                        directory.resolve("root/a-0").toString(),
                        directory.resolve("root/b-0").toString(),
                        single.toString());
        assertThat(context.assignedTo(0))
                .allMatch(split -> ((SpoolSplit) split).intake() == Intake.FOLLOW);
    }

    private NetflowSourceBuilder listening() {
        return NetflowSource.builder().listen(ENDPOINT).spoolRoot(directory);
    }

    private static NetflowSourceBuilder captures(String... names) {
        return NetflowSource.builder()
                .captures(Stream.of(names).map(name -> URI.create("file:/" + name)).toList());
    }

    private static SpoolSplit onlySpool(RecordingEnumeratorContext context, int subtask) {
        assertThat(context.assignedTo(subtask)).hasSize(1);
        return (SpoolSplit) context.assignedTo(subtask).get(0);
    }

    private NetflowEnumerator enumerator(
            NetflowSourceBuilder builder, SplitEnumeratorContext<NetflowSplit> context) {
        return enumerator(options(builder), null, context);
    }

    private NetflowEnumerator restore(
            NetflowSourceBuilder builder,
            NetflowEnumeratorState state,
            SplitEnumeratorContext<NetflowSplit> context) {
        return enumerator(options(builder), state, context);
    }

    private NetflowEnumerator enumerator(
            NetflowSourceOptions options,
            NetflowEnumeratorState state,
            SplitEnumeratorContext<NetflowSplit> context) {
        return new NetflowEnumerator(
                options, SplitPlan.of(options), state, context, () -> nowMillis);
    }

    private static NetflowSourceOptions options(NetflowSourceBuilder builder) {
        return builder.build().options();
    }
}
