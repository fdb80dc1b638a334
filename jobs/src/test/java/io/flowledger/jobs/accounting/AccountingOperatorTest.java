package io.flowledger.jobs.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.ExporterProfiles;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.accounting.WindowTime;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountingOperatorTest {

    private static final long NOON = 1_767_268_800_000L;
    private static final int MAX_PARALLELISM = 128;
    private static final int EXPORTERS = 40;

    @TempDir private Path folder;

    private Path prefixes;

    @BeforeEach
    void writePrefixes() throws Exception {
        prefixes = folder.resolve("prefixes.csv");
        Files.writeString(prefixes, "prefix,site\n10.0.0.0/8,Berlin\n");
    }

    @Test
    void stateMovesBetweenTasksAndEveryFlowIsPostedOnce() throws Exception {
        AccountingSetup setup = setup(view("sites", "exporter", "src_site"));
        OperatorSubtaskState state = halfAMinute(setup);
        List<Posting> postings = new ArrayList<>();
        for (int task = 0; task < 2; task++) {
            try (var half = harness(setup, 2, task)) {
                half.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                state, MAX_PARALLELISM, 1, 2, task));
                half.open();
                half.processWatermark(NOON + 120_000);
                postings.addAll(postings(half));
            }
        }

        assertThat(postings).hasSize(EXPORTERS);
        assertThat(postings)
                .allSatisfy(
                        p -> {
                            assertThat(p.observedFlows()).isEqualTo(20);
                            assertThat(p.flows().estimated()).isEqualTo(22);
                            assertThat(p.texts()[1]).isEqualTo("Berlin");
                        });
        assertThat(postings.stream().map(Posting::session).distinct()).hasSize(EXPORTERS);
    }

    @Test
    void whatWasAddedUpForViewsThatAreGoneIsPostedToThem() throws Exception {
        OperatorSubtaskState state = halfAMinute(setup(view("before", "exporter")));
        try (var after = harness(setup(view("after", "protocol")), 1, 0)) {
            after.initializeState(state);
            after.open();
            process(after, datagram(1, NOON + 60_000));
            after.processWatermark(NOON + 240_000);

            assertThat(postings(after)).extracting(Posting::view).containsOnly("before", "after");
            assertThat(postings(after))
                    .filteredOn(p -> p.view().equals("before"))
                    .hasSize(EXPORTERS);
        }
    }

    @Test
    void stateIsGoneOnceItIsPosted() throws Exception {
        AccountingSetup setup = setup(view("v", "exporter"));
        try (var operator = harness(setup, 1, 0)) {
            operator.open();
            for (int exporter = 0; exporter < EXPORTERS; exporter++) {
                process(operator, datagram(exporter, NOON));
            }
            long open = stateSize(operator.snapshot(1, 1));
            operator.processWatermark(NOON + 120_000);
            assertThat(stateSize(operator.snapshot(2, 2))).isLessThan(open / 4);
        }
    }

    @Test
    void aPostingGoesThroughItsSerializer() throws Exception {
        try (var operator =
                harness(setup(view("v", "exporter", "in_if", "src_site", "dst_as")), 1, 0)) {
            operator.open();
            process(operator, datagram(1, NOON));
            process(operator, datagram(1, NOON + 1));
            operator.processElement(new StreamRecord<>(Accountable.of(gap(1, 3))));
            operator.processWatermark(NOON + 120_000);
            Posting posting = postings(operator).get(0);
            DataOutputSerializer out = new DataOutputSerializer(64);
            PostingSerializer.INSTANCE.serialize(posting, out);

            Posting copy =
                    PostingSerializer.INSTANCE.deserialize(
                            new DataInputDeserializer(out.getCopyOfBuffer()));

            assertThat(copy).usingRecursiveComparison().isEqualTo(posting);
            assertThat(copy.octets().uncertainty().variance()).isEqualTo(0);
        }
    }

    private OperatorSubtaskState halfAMinute(AccountingSetup setup) throws Exception {
        try (var one = harness(setup, 1, 0)) {
            one.open();
            for (int exporter = 0; exporter < EXPORTERS; exporter++) {
                for (int i = 0; i < 20; i++) {
                    process(one, datagram(exporter, NOON + i * 1_000));
                }
                one.processElement(new StreamRecord<>(Accountable.of(gap(exporter, 2))));
            }
            assertThat(postings(one)).isEmpty();
            return AbstractStreamOperatorTestHarness.repackageState(one.snapshot(1, 1));
        }
    }

    private static long stateSize(OperatorSubtaskState state) {
        return state.getManagedKeyedState().stream().mapToLong(s -> s.getStateSize()).sum();
    }

    private static View view(String name, String... keys) {
        return View.of(name, List.of(keys), Map.of(), Map.of(), View.DEFAULT_WINDOW, 1_000);
    }

    private AccountingSetup setup(View view) {
        return new AccountingSetup(
                new AccountingOptions(
                        List.of(view),
                        WindowTime.RECEIVED,
                        ExporterProfiles.DEFAULT,
                        Duration.ofSeconds(5),
                        1_000_000),
                new EnrichmentFiles(prefixes.toUri().toString(), null, null, null),
                Duration.ofHours(1));
    }

    private static ExportDatagram datagram(int exporter, long millis) {
        byte[] bytes = new byte[72];
        int length =
                new V5Encoder()
                        .start(bytes, 0)
                        .nextRecord()
                        .addresses(0x0A000001L, 0x0B000001L, 0)
                        .counters(2, 300)
                        .finish();
        return ExportDatagram.accepted(
                millis * 1_000, 0, ExporterAddress.ofIpv4(exporter), 2055, bytes, 0, length, 0);
    }

    private static MissingRange gap(int exporter, long flows) {
        return new MissingRange(
                new SessionKey(0, ExporterAddress.ofIpv4(exporter), 2055, 0, 0),
                NOON,
                MissingRange.Kind.GAP,
                0,
                flows - 1,
                flows,
                true,
                MissingRange.UNKNOWN,
                0,
                1,
                NOON * 1_000,
                NOON * 1_000 + 1,
                NOON * 1_000 + 1,
                0,
                true);
    }

    private static void process(
            KeyedOneInputStreamOperatorTestHarness<Integer, Accountable, Posting> operator,
            ExportDatagram datagram)
            throws Exception {
        operator.processElement(new StreamRecord<>(Accountable.of(datagram)));
    }

    private static List<Posting> postings(
            KeyedOneInputStreamOperatorTestHarness<Integer, Accountable, Posting> operator) {
        return operator.extractOutputValues();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Accountable, Posting> harness(
            AccountingSetup setup, int tasks, int task) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<Integer, Accountable, Posting>(
                        new AccountingOperator(setup, true, 1_000),
                        element ->
                                element.datagram() != null
                                        ? SessionKey.of(element.datagram(), true).hashCode()
                                        : element.missing().session().hashCode(),
                        Types.INT,
                        MAX_PARALLELISM,
                        tasks,
                        task);
        harness.setup(PostingSerializer.INSTANCE);
        return harness;
    }
}
