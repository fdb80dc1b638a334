package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.source.OpaqueTypeInfo;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class QuarantineBoundTest {

    private static final int LENGTH = 65_507;
    private static final int FITTING = (int) (QuarantineBound.BYTES_PER_MINUTE / LENGTH);

    @Test
    void aMinuteTakesSoManyBytesAndTheNextOneAsManyAgain() throws Exception {
        OperatorSubtaskState state;
        try (var bound = harness()) {
            bound.open();
            send(bound, FITTING + 100, 0);
            assertThat(bound.extractOutputValues()).hasSize(FITTING);
            send(bound, 10, 60_000_000);
            assertThat(bound.extractOutputValues()).hasSize(FITTING + 10);
            state = bound.snapshot(1, 1);
        }
        try (var restored = harness()) {
            restored.initializeState(state);
            restored.open();
            send(restored, FITTING, 61_000_000);
            assertThat(restored.extractOutputValues())
                    .as("what the minute had before the restart counts")
                    .hasSize(FITTING - 10);
        }
    }

    private static void send(
            OneInputStreamOperatorTestHarness<ExportDatagram, ExportDatagram> bound,
            int datagrams,
            long micros)
            throws Exception {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < datagrams; i++) {
            bound.processElement(
                    ExportDatagram.refused(
                            micros, 0, 1, 2055, bytes, 0, LENGTH, Refusal.Reason.SHORT_HEADER),
                    0);
        }
    }

    private static OneInputStreamOperatorTestHarness<ExportDatagram, ExportDatagram> harness()
            throws Exception {
        TypeSerializer<ExportDatagram> serializer =
                OpaqueTypeInfo.EXPORT_DATAGRAM.createSerializer(null);
        OneInputStreamOperatorTestHarness<ExportDatagram, ExportDatagram> harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new QuarantineBound()), serializer);
        harness.setup(serializer);
        return harness;
    }
}
