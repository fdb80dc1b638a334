package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.Receiver;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.spool.CommittedPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetflowSplitReaderTest {

    private static final int BATCH = 128 << 10;

    @TempDir Path directory;

    private SpoolFixture spool;
    private SpoolSplit split;
    private ReceiverOptions receiver;
    private NetflowSplitReader reader;
    private long nowMillis = 1_000;

    @BeforeEach
    void open() throws IOException {
        spool = new SpoolFixture(directory.resolve("spool"), 1_700_000_000_000L);
        split = SpoolSplit.fresh("", spool.directory.toString(), Intake.FOLLOW);
        reader =
                new NetflowSplitReader(
                        split ->
                                SpoolCursor.open(
                                        (SpoolSplit) split,
                                        receiver,
                                        new StopSignal(
                                                "source", (SpoolSplit) split, () -> nowMillis),
                                        BATCH));
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        spool.close();
    }

    @Test
    void aSpoolIsReadFromItsCommittedPositionOnAFirstStart() throws IOException {
        spool.datagrams(0, 10);
        CommittedPosition.write(spool.directory, spool.position());
        spool.datagrams(10, 12);
        add(split);

        assertThat(bytesOf(fetchOne())).isEqualTo(2 * 120);
    }

    @Test
    void aSpoolIsReadFromTheCheckpointedPositionWhateverIsCommitted() throws IOException {
        spool.datagrams(0, 10);
        long checkpointed = spool.position();
        spool.datagrams(10, 11);
        CommittedPosition.write(spool.directory, spool.position());
        spool.datagrams(11, 12);
        add(split.withPosition(checkpointed));

        FetchedFrames frames = fetchOne();
        assertThat(bytesOf(frames)).isEqualTo(2 * 120);
        assertThat(frames.endPosition()).isEqualTo(spool.position());
    }

    @Test
    void batchesAreNeverWrittenAgainAfterTheyWereHandedOut() throws IOException {
        spool.datagrams(0, 2_000);
        add(split);
        FetchedFrames first = fetchOne();
        byte[] before = first.bytes().clone();
        fetchOne();
        spool.datagrams(2_000, 2_001);
        fetchOne();

        assertThat(first.bytes()).isEqualTo(before);
    }

    @Test
    void aPausedSplitIsNotReadUntilItIsResumed() throws IOException {
        spool.datagrams(0, 5);
        add(split);
        reader.pauseOrResumeSplits(List.of(split), List.of());
        assertThat(reader.fetch().nextSplit()).isNull();
        reader.pauseOrResumeSplits(List.of(), List.of(split));
        assertThat(bytesOf(fetchOne())).isEqualTo(5 * 120);
    }

    @Test
    void aWakeUpEndsOneQuietFetchAtItsFirstLook() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (NetflowSplitReader quiet = new NetflowSplitReader(split -> new QuietCursor(looks))) {
            quiet.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
            quiet.wakeUp();
            quiet.fetch();
            assertThat(looks.getAndSet(0)).isEqualTo(1);
            quiet.fetch();
            assertThat(looks.get()).isGreaterThan(1);
        }
    }

    @Test
    void anAttachedSpoolEndsWhereItWasWrittenToWhenItsTimeWasOver() throws Exception {
        spool.datagrams(0, 5);
        add(split.fedBy(Intake.FOLLOW, 2_000));
        fetchOne();
        nowMillis = 2_000;
        spool.datagrams(5, 6);

        long read = 0;
        Set<String> finished = Set.of();
        while (finished.isEmpty()) {
            RecordsWithSplitIds<Fetched> fetched = reader.fetch();
            if (fetched.nextSplit() != null) {
                Fetched part = fetched.nextRecordFromSplit();
                read = part == null ? read : part.endPosition();
            }
            finished = fetched.finishedSplits();
        }
        assertThat(finished).containsExactly(split.splitId());
        assertThat(read).isEqualTo(spool.position());
    }

    @Test
    void aMarkerFileDrainsASpoolAndIsRemoved() throws Exception {
        spool.datagrams(0, 5);
        Path marker = Files.createFile(spool.directory.resolve(DrainRequests.MARKER_FILE));
        add(split);
        while (reader.fetch().finishedSplits().isEmpty()) {
            assertThat(marker).exists();
        }
        assertThat(marker).doesNotExist();
    }

    @Test
    void aSpoolThatIsNotThereIsNamed() {
        SpoolSplit missing = SpoolSplit.fresh("", directory + "/none", Intake.FOLLOW);
        assertThatThrownBy(() -> add(missing))
                .hasMessageContaining("there is no spool " + directory + "/none");
    }

    @Test
    void aPortInUseIsNamedAndLeavesNothingOpen() throws Exception {
        ReceiverOptions options =
                ReceiverOptions.listen(new ListenAddress("127.0.0.1", 0))
                        .withStatusInterval(Duration.ofMillis(100));
        try (Receiver other = Receiver.open(options, directory.resolve("other"))) {
            receiver = options.withListen(new ListenAddress("127.0.0.1", other.port()));
            Path mine = directory.resolve("mine");
            SpoolSplit listening = SpoolSplit.fresh("", mine.toString(), Intake.LISTEN);
            assertThatThrownBy(() -> add(listening))
                    .hasMessageContaining(String.valueOf(other.port()));
            Receiver.open(options, mine).close();
        }
    }

    private void add(NetflowSplit added) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(added)));
    }

    private FetchedFrames fetchOne() throws IOException {
        RecordsWithSplitIds<Fetched> fetched = reader.fetch();
        assertThat(fetched.nextSplit()).isEqualTo(split.splitId());
        return (FetchedFrames) fetched.nextRecordFromSplit();
    }

    /** A one-flow datagram is a frame of 44 + 72 bytes, aligned to 120. */
    private static int bytesOf(FetchedFrames frames) {
        return frames.length();
    }

    private record QuietCursor(AtomicInteger looks) implements SplitCursor {
        @Override
        public Fetched poll() {
            looks.incrementAndGet();
            return null;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void close() {}
    }
}
