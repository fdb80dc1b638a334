package io.flowledger.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.ArchivedDatagram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the laws do not reach: conventions guessed wrong, what may still come, ports left out. */
class NumberingAuditTest {

    private static final long START = NumberedTraffic.START;
    private static final int PORT = 2055;

    private final List<LossLine> entries = new ArrayList<>();
    private final List<ArchivedDatagram> archived = new ArrayList<>();

    /** Datagrams of 30, numbered by their last record; the fifth of ten is lost. */
    private void sendByLastRecord() {
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                archived.add(datagram(PORT, START + i * 1_000, i * 30 + 29, 30));
            }
        }
    }

    @Test
    void anEntryMadeUnderAWrongGuessIsTheSameLoss() {
        sendByLastRecord();
        // what a reading by the first record enters
        entries.add(gap(4 * 30 + 29, 30, START + 5_000));
        JudgedEpoch epoch = audit(session(PORT, "last_record", true, 0, 300), START + 9_000);
        assertThat(epoch.problems()).isEmpty();
        assertThat(epoch.lost()).isEqualTo(30);
    }

    @Test
    void ofWhatWasRestatedOnlyTheSumCounts() {
        sendByLastRecord();
        entries.add(gap(4 * 30 + 29, 18, START + 5_000));
        entries.add(new LossLine(PORT, "correction", 0, 299, 12, 0, START + 9_000, "upstream"));
        SessionLine session = session(PORT, "last_record", true, 0, 300);
        assertThat(audit(session, START + 9_000).problems()).isEmpty();

        entries.remove(0);
        assertThat(audit(session, START + 9_000).problems())
                .singleElement()
                .asString()
                .startsWith("18 flows missing that no entry explains");
    }

    @Test
    void aHoleIsOpenUntilItsEntryMustHaveBeenWritten() {
        archived.add(datagram(PORT, START, 0, 10));
        archived.add(datagram(PORT, START + 100, 15, 10));
        SessionLine session = session(PORT, "first_record", false, 0, 25);
        long due = START + 100 + NumberedTraffic.WINDOW_MILLIS + 15_000;

        JudgedEpoch before = audit(session, due - 1);
        assertThat(before.problems()).isEmpty();
        assertThat(before.open()).isEqualTo(5);

        JudgedEpoch after = audit(session, due);
        assertThat(after.open()).isZero();
        assertThat(after.problems())
                .containsExactly(
                        "5 flows missing that no entry explains, first at sequence 10 received"
                                + " about 2026-01-01T00:00:00.100Z");
    }

    /** Of few datagrams nobody knows what their numbers mean: no row of the session, no entry. */
    @Test
    void aHoleOfANumberingThatIsNotReadYetIsOpenForTwoMinutesFromItsBeginning() {
        for (int i = 0; i < 4; i++) {
            archived.add(datagram(PORT, START + i, 10 * i, 1));
        }
        long due = START + 120_000 + 5_000 + 15_000;

        JudgedEpoch before = audit(null, due - 1);
        assertThat(before.problems()).isEmpty();
        assertThat(before.open()).isEqualTo(27);

        assertThat(audit(null, due).problems())
                .singleElement()
                .asString()
                .startsWith("27 flows missing that no entry explains");
    }

    @Test
    void anEntryNewerThanAllThatCanBeReadIsOnItsWay() {
        archived.add(datagram(PORT, START, 0, 10));
        entries.add(gap(10, 5, START + 2_000));
        SessionLine session = session(PORT, "first_record", false, 0, 10);

        JudgedEpoch before = audit(session, START + 1_999);
        assertThat(before.problems()).isEmpty();
        assertThat(before.lost()).isZero();

        assertThat(audit(session, START + 2_000).problems())
                .singleElement()
                .asString()
                .startsWith("5 flows entered as lost without a hole");
    }

    @Test
    void aDatagramTooLateForItsGapMayHaveItsCorrectionOnTheWay() {
        archived.add(datagram(PORT, START, 0, 10));
        archived.add(datagram(PORT, START + 100, 15, 10));
        archived.add(datagram(PORT, START + 60_000, 10, 5));
        entries.add(gap(10, 5, START + 100));
        SessionLine session = session(PORT, "first_record", false, 0, 25);
        long due = START + 60_000 + NumberedTraffic.WINDOW_MILLIS + 15_000;

        JudgedEpoch before = audit(session, due - 1);
        assertThat(before.problems()).isEmpty();
        assertThat(before.lost()).as("what came is not lost").isZero();
        assertThat(audit(session, due).problems()).isNotEmpty();
    }

    @Test
    void portsAreOneSessionWhereTheSessionsRowHasNone() {
        archived.add(datagram(4_000, START, 0, 10));
        archived.add(datagram(4_001, START + 100, 10, 10));
        archived.add(datagram(4_002, START + 200, 20, 10));
        SessionLine session = session(SessionLine.ANY_PORT, "first_record", true, 0, 30);
        JudgedEpoch epoch = audit(session, START + 200);
        assertThat(epoch.problems()).isEmpty();
        assertThat(epoch.balance().span()).isEqualTo(30);
    }

    @Test
    void numbersThatStandStillSayNothing() {
        for (int i = 0; i < 5; i++) {
            archived.add(datagram(PORT, START + i * 100, 7, 10));
        }
        JudgedEpoch epoch = audit(session(PORT, "constant", true, 7, 7), START + 400);
        assertThat(epoch.problems()).isEmpty();
        assertThat(epoch.balance().isNumbered()).isFalse();
        assertThat(epoch.balance().flows()).isEqualTo(50);
    }

    private JudgedEpoch audit(SessionLine session, long newestMillis) {
        NumberingAudit audit =
                new NumberingAudit(NumberedTraffic.EXPORTER, 0, 1, START, AuditedTime.ALL);
        if (session != null) {
            audit.add(session);
        }
        List<Object> lines = new ArrayList<>(entries);
        lines.addAll(archived);
        lines.sort(java.util.Comparator.comparingLong(NumberingAuditTest::order));
        for (Object line : lines) {
            if (line instanceof LossLine loss) {
                audit.add(loss);
            } else {
                audit.add((ArchivedDatagram) line);
            }
        }
        List<EpochBalance> balances = audit.finish();
        assertThat(balances).hasSize(1);
        return new JudgedEpoch(balances.get(0), newestMillis);
    }

    private static long order(Object line) {
        return line instanceof LossLine loss
                ? NumberingAudit.order(loss)
                : NumberingAudit.order((ArchivedDatagram) line);
    }

    private SessionLine session(int port, String convention, boolean ended, long from, long to) {
        long last = archived.stream().mapToLong(ArchivedDatagram::receivedAtMillis).max().orElse(0);
        return new SessionLine(
                port, last, convention, ended, last, from, to, NumberedTraffic.WINDOW_MILLIS);
    }

    private static LossLine gap(long first, long units, long beforeMillis) {
        return new LossLine(
                PORT, "gap", first, first + units - 1, units, 0, beforeMillis, "upstream");
    }

    private static ArchivedDatagram datagram(int port, long atMillis, long sequence, int records) {
        return new ArchivedDatagram(
                NumberedTraffic.EXPORTER,
                port,
                0,
                1,
                START,
                atMillis,
                sequence,
                atMillis - START,
                0,
                records,
                10L * records,
                1_000L * records,
                0);
    }
}
