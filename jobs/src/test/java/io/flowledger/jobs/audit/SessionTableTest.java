package io.flowledger.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTableTest {

    private static final int CAPACITY = 100;
    private static final int SESSIONS = 20_000;
    private static final int DATAGRAMS = 8;

    private final AuditEvents nowhere =
            new AuditEvents() {
                @Override
                public void missing(MissingRange range) {}

                @Override
                public void report(SessionReport report) {}
            };

    private final SessionTable table = new SessionTable(AuditOptions.defaults(), CAPACITY);
    private final Sighting sighting = new Sighting();

    /** Each of them has an alarm a day ahead, when it would be closed as idle. */
    @Test
    void aForgottenSessionLeavesNothingBehind() throws Exception {
        List<WeakReference<SessionTable.Slot>> forged = new ArrayList<>();
        for (int session = 0; session < SESSIONS; session++) {
            long micros = session * 1_000_000L;
            SessionTable.Slot slot = null;
            for (int number = 0; number < DATAGRAMS; number++) {
                ExportDatagram datagram = datagram(session, number, micros);
                sighting.read(datagram);
                if (slot == null) {
                    slot =
                            table.open(
                                    SessionKey.of(datagram, true),
                                    new ExporterTally(),
                                    micros,
                                    nowhere);
                }
                table.add(slot, sighting, nowhere);
            }
            forged.add(new WeakReference<>(slot));
        }
        assertThat(table.size()).isLessThanOrEqualTo(CAPACITY);
        assertThat(table.forgotten()).isEqualTo(SESSIONS - table.size());
        assertThat(table.takeChanged())
                .as("keys to be written at the next checkpoint")
                .hasSize(table.size());

        for (int attempt = 0; attempt < 50 && held(forged) >= SESSIONS / 10; attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(held(forged)).as("sessions still in memory").isLessThan(SESSIONS / 10);
    }

    /** Those that have become established since they came are first in line, and stay. */
    @Test
    void aNewSessionFindsThePlaceOfASilentOneBehindManyThatAreEstablished() {
        int exporters = CAPACITY / 2;
        for (int session = 0; session < exporters; session++) {
            send(session, 20, 0);
        }
        for (int session = exporters; session < CAPACITY; session++) {
            send(session, 1, 1_000_000);
        }
        long later = 60_000_000;
        ExportDatagram next = datagram(CAPACITY, 0, later);
        SessionTable.Slot slot =
                table.open(SessionKey.of(next, true), new ExporterTally(), later, nowhere);

        assertThat(slot).isNotNull();
        assertThat(table.forgotten()).isEqualTo(1);
        for (int session = 0; session < exporters; session++) {
            assertThat(table.get(SessionKey.of(datagram(session, 0, 0), true))).isNotNull();
        }
    }

    private void send(int session, int datagrams, long micros) {
        for (int number = 0; number < datagrams; number++) {
            ExportDatagram datagram = datagram(session, number, micros + number);
            sighting.read(datagram);
            SessionKey key = SessionKey.of(datagram, true);
            SessionTable.Slot slot = table.get(key);
            if (slot == null) {
                slot = table.open(key, new ExporterTally(), micros, nowhere);
            }
            table.add(slot, sighting, nowhere);
        }
    }

    private static long held(List<WeakReference<SessionTable.Slot>> slots) {
        return slots.stream().filter(slot -> slot.get() != null).count();
    }

    private static ExportDatagram datagram(int session, int number, long micros) {
        byte[] bytes = new byte[128];
        int length =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(1_000)
                        .exportedAt(micros / 1_000_000, 0)
                        .flowSequence(number)
                        .nextRecord()
                        .finish();
        return ExportDatagram.accepted(
                micros, 0, ExporterAddress.ofIpv4(session), 2055, bytes, 0, length, 0);
    }
}
