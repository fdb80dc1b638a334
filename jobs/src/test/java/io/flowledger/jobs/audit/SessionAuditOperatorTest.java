package io.flowledger.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.Ending;
import io.flowledger.ledger.sequence.Finding;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Layout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SessionAuditOperatorTest {

    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final int MAX_PARALLELISM = 128;
    private static final int FLOWS = 10;

    private final AuditOptions options = AuditOptions.defaults();

    @Test
    void stateMovesBetweenTasksAndNothingIsCountedTwiceOrForgotten() throws Exception {
        int exporters = 40;
        List<OperatorSubtaskState> states = new ArrayList<>();
        try (var one = harness(1, 0, options)) {
            one.open();
            for (int exporter = 0; exporter < exporters; exporter++) {
                for (int i = 0; i < 20; i++) {
                    process(one, datagram(exporter, i, i * 100));
                }
            }
            states.add(one.snapshot(1, 1));
            assertThat(archived(one)).hasSize(exporters * 20);
        }

        OperatorSubtaskState whole =
                AbstractStreamOperatorTestHarness.repackageState(states.get(0));
        states.clear();
        int archived = 0;
        int refused = 0;
        Set<Long> epochs = new HashSet<>();
        for (int task = 0; task < 2; task++) {
            try (var half = harness(2, task, options)) {
                half.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                whole, MAX_PARALLELISM, 1, 2, task));
                half.open();
                for (int exporter = 0; exporter < exporters; exporter++) {
                    ExportDatagram repeated = datagram(exporter, 19, 1_900);
                    if (taskOf(repeated, 2) == task) {
                        process(half, repeated);
                        // number 20 is missing
                        process(half, datagram(exporter, 21, 2_100));
                        refused++;
                        archived++;
                    }
                }
                assertThat(archived(half)).hasSize(archived);
                archived(half).forEach(one -> epochs.add(one.epochMillis()));
                archived = 0;
                states.add(half.snapshot(2, 2));
            }
        }
        assertThat(refused).isEqualTo(exporters);
        assertThat(epochs).as("the numberings go on").containsExactly(START_MILLIS);

        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(
                        states.toArray(new OperatorSubtaskState[0]));
        try (var one = harness(1, 0, options)) {
            one.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            both, MAX_PARALLELISM, 2, 1, 0));
            one.open();
            one.processWatermark(START_MILLIS + 200_000);
            List<MissingRange> missing = missing(one);
            assertThat(missing).hasSize(exporters);
            assertThat(missing).allMatch(range -> range.units() == FLOWS);
        }
    }

    @Test
    void aFloodOfForgedSendersIsBoundedAndPushesOutNoRealExporter() throws Exception {
        int capacity = 200;
        int real = 20;
        try (var operator = harness(1, 0, options.withMaxSessions(capacity))) {
            operator.open();
            for (int i = 0; i < 20; i++) {
                for (int exporter = 0; exporter < real; exporter++) {
                    process(operator, datagram(exporter, i, i * 100));
                }
            }
            int forged = 100_000;
            for (int i = 0; i < forged; i++) {
                process(operator, datagram(1_000 + i, i % 7, 3_000 + i));
            }
            int end = 3_000 + forged;
            for (int exporter = 0; exporter < real; exporter++) {
                // one is missing, then the numbering goes on
                process(operator, datagram(exporter, 21, end));
            }
            operator.processWatermark(START_MILLIS + end + 200_000);

            assertThat(archived(operator)).as("nothing is thrown away").hasSize(real * 21 + forged);
            assertThat(missing(operator)).hasSize(real);
            List<ExportDatagram> last =
                    archived(operator).subList(real * 20 + forged, real * 21 + forged);
            assertThat(last).allMatch(datagram -> datagram.epochMillis() == START_MILLIS);
            assertThat(
                            operator.snapshot(1, 1)
                                    .getManagedKeyedState()
                                    .iterator()
                                    .next()
                                    .getStateSize())
                    .as("bytes of state")
                    .isLessThan(2_000_000);
        }
    }

    @Test
    void whenEverySessionIsEstablishedANewOneIsArchivedWithoutAnEpoch() throws Exception {
        try (var operator = harness(1, 0, options.withMaxSessions(3))) {
            operator.open();
            for (int i = 0; i < 20; i++) {
                for (int exporter = 0; exporter < 3; exporter++) {
                    process(operator, datagram(exporter, i, i * 1_000));
                }
            }
            process(operator, datagram(9, 0, 40_000));
            List<ExportDatagram> archived = archived(operator);
            assertThat(archived.get(archived.size() - 1).epochMillis())
                    .isEqualTo(ExportDatagram.EPOCH_UNKNOWN);
        }
    }

    @Test
    void whatAForgottenSessionMissedIsEntered() throws Exception {
        try (var operator = harness(1, 0, options.withMaxSessions(2))) {
            operator.open();
            // too few to tell the convention by, and number 1 is missing
            process(operator, datagram(1, 0, 0));
            process(operator, datagram(1, 2, 200));
            // of a single datagram nothing can be missing
            process(operator, datagram(2, 0, 300));
            for (int later = 3; later < 6; later++) {
                process(operator, datagram(later, 0, 20_000));
            }
            assertThat(missing(operator)).hasSize(1);
            assertThat(missing(operator).get(0).units()).isEqualTo(FLOWS);
            assertThat(reports(operator)).hasSize(1);
            assertThat(reports(operator).get(0).ended()).isEqualTo(Ending.MADE_ROOM);
        }
    }

    @Test
    void anEstablishedSessionThatNothingIsRememberedOfMakesRoom() throws Exception {
        try (var operator = harness(1, 0, options.withMaxSessions(3))) {
            operator.open();
            for (int i = 0; i < 20; i++) {
                for (int exporter = 0; exporter < 3; exporter++) {
                    process(operator, datagram(exporter, i, i * 1_000));
                }
            }
            int later = 20_000 + (int) options.memory().toMillis();
            process(operator, datagram(1, 20, later));
            process(operator, datagram(2, 20, later));
            process(operator, datagram(9, 0, later));
            process(operator, datagram(8, 0, later));
            List<ExportDatagram> archived = archived(operator);
            assertThat(archived.subList(archived.size() - 2, archived.size()))
                    .extracting(ExportDatagram::epochMillis)
                    .as("one place was free, not two")
                    .containsExactly(START_MILLIS + later, ExportDatagram.EPOCH_UNKNOWN);
        }
    }

    @Test
    void manySendersBehindOneKeyAreBoundedLikeManySessions() throws Exception {
        try (var operator = harness(1, 0, options.withMaxSessions(20))) {
            operator.open();
            // each jumps so far that it is another sender's
            for (int i = 0; i < 1_000; i++) {
                process(operator, datagram(i % 10, i * 20_000_003, i));
            }
            Set<String> epochs = new HashSet<>();
            for (ExportDatagram one : archived(operator)) {
                if (one.epochMillis() != ExportDatagram.EPOCH_UNKNOWN) {
                    epochs.add(one.addressLow() + " " + one.epochMillis());
                }
            }
            assertThat(epochs).hasSizeBetween(20, 20 + 2 * 10);
        }
    }

    @Test
    void theEndOfInputEntersWhatIsStillOpen() throws Exception {
        try (var operator = harness(1, 0, options)) {
            operator.open();
            for (int i : new int[] {0, 1, 2, 3, 4, 6}) {
                process(operator, datagram(1, i, i * 100));
            }
            assertThat(missing(operator)).isEmpty();
            operator.processWatermark(Long.MAX_VALUE);
            assertThat(missing(operator)).hasSize(1);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ExportDatagram, ExportDatagram>
            harness(int tasks, int task, AuditOptions options) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new SessionAuditOperator(options, false),
                datagram -> SessionAuditOperator.keyOf(datagram, options.withPort()),
                Types.INT,
                MAX_PARALLELISM,
                tasks,
                task);
    }

    private static int taskOf(ExportDatagram datagram, int tasks) {
        return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                SessionAuditOperator.keyOf(datagram, true), MAX_PARALLELISM, tasks);
    }

    private static void process(
            KeyedOneInputStreamOperatorTestHarness<Integer, ExportDatagram, ExportDatagram> harness,
            ExportDatagram datagram)
            throws Exception {
        harness.processElement(datagram, datagram.receivedAtMicros() / 1_000);
    }

    private static List<ExportDatagram> archived(
            KeyedOneInputStreamOperatorTestHarness<Integer, ExportDatagram, ExportDatagram>
                    harness) {
        return harness.extractOutputValues();
    }

    private static List<MissingRange> missing(
            KeyedOneInputStreamOperatorTestHarness<Integer, ExportDatagram, ExportDatagram>
                    harness) {
        return findings(harness, MissingRange.class);
    }

    private static List<SessionReport> reports(
            KeyedOneInputStreamOperatorTestHarness<Integer, ExportDatagram, ExportDatagram>
                    harness) {
        return findings(harness, SessionReport.class);
    }

    private static <T extends Finding> List<T> findings(
            KeyedOneInputStreamOperatorTestHarness<Integer, ExportDatagram, ExportDatagram> harness,
            Class<T> kind) {
        List<T> found = new ArrayList<>();
        var findings = harness.getSideOutput(SessionAuditOperator.FINDINGS);
        if (findings != null) {
            for (StreamRecord<Finding> finding : findings) {
                if (kind.isInstance(finding.getValue())) {
                    found.add(kind.cast(finding.getValue()));
                }
            }
        }
        return found;
    }

    /** The n-th datagram of an exporter that booted an hour before the start. */
    private static ExportDatagram datagram(int exporter, int number, long atMillis) {
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + FLOWS * V5Layout.RECORD_LENGTH];
        long madeMillis = number * 100L;
        V5Layout.put16(bytes, 0, V5Layout.VERSION);
        V5Layout.put16(bytes, V5Layout.COUNT, FLOWS);
        V5Layout.put32(bytes, V5Layout.SYS_UPTIME, 3_600_000 + madeMillis);
        V5Layout.put32(bytes, V5Layout.UNIX_SECS, (START_MILLIS + madeMillis) / 1_000);
        V5Layout.put32(bytes, V5Layout.UNIX_NSECS, (START_MILLIS + madeMillis) % 1_000 * 1_000_000);
        V5Layout.put32(bytes, V5Layout.FLOW_SEQUENCE, (long) number * FLOWS);
        return ExportDatagram.accepted(
                (START_MILLIS + atMillis) * 1_000,
                0,
                ExporterAddress.ofIpv4(0x0A00_0000 + exporter),
                2055,
                bytes,
                0,
                bytes.length,
                0);
    }
}
