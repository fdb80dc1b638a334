package io.flowledger.ledger.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.MissingRange.Kind;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.receiver.ReceiverNotice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LossAttributionTest {

    private static final long SECOND = 1_000_000;
    private static final long WINDOW = 5 * SECOND;
    private static final int SPOOL = 7;
    private static final int OTHER_SPOOL = 8;

    private final List<LossEntry> entries = new ArrayList<>();
    private LossAttribution attribution = new LossAttribution(WINDOW);

    @Test
    void whatNothingOnOurSideExplainsIsUpstream() {
        status(10, 0, 0);
        gap(1, 20, 21, 90);
        status(22, 0, 0);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.UPSTREAM);
        assertThat(only().lostFlows()).isEqualTo(90);
        assertThat(only().apportioned()).isFalse();
    }

    @Test
    void whatTheKernelDroppedThenIsSocketOverflow() {
        status(10, 5, 0);
        gap(1, 10.2, 10.4, 90);
        status(11, 8, 0);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.SOCKET_OVERFLOW);
        assertThat(only().lostFlows()).isEqualTo(90);
    }

    @Test
    void dropsOfAnotherSocketExplainNothing() {
        status(10, 0, 0);
        gap(1, 10.2, 10.4, 90);
        notice(OTHER_SPOOL, 10, ReceiverNotice.Kind.STATUS, 0, 0);
        notice(OTHER_SPOOL, 11, ReceiverNotice.Kind.STATUS, 3, 0);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.UPSTREAM);
    }

    @Test
    void dropsOfAnotherTimeExplainNothing() {
        status(10, 0, 0);
        status(11, 3, 0);
        gap(1, 30, 31, 90);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.UPSTREAM);
    }

    @Test
    void sessionsThatShareAnOverflowAreApportionedWhatWasDroppedAndItIsSaid() {
        status(10, 0, 0);
        gap(1, 10.1, 10.3, 300);
        gap(2, 10.2, 10.4, 600);
        status(11, 15, 0);
        finish();
        // 900 flows at 30 a datagram are 30 datagrams, 15 of them dropped by the kernel
        assertThat(lost(1, Cause.SOCKET_OVERFLOW)).isEqualTo(150);
        assertThat(lost(1, Cause.UPSTREAM)).isEqualTo(150);
        assertThat(lost(2, Cause.SOCKET_OVERFLOW)).isEqualTo(300);
        assertThat(lost(2, Cause.UPSTREAM)).isEqualTo(300);
        assertThat(entries).allMatch(LossEntry::apportioned);
        assertThat(entries.get(0).lastSequence() + 1).isEqualTo(entries.get(1).firstSequence());
    }

    @Test
    void dropsInSuccessiveSecondsExplainWhatIsMissingInEach() {
        status(10, 0, 0);
        gap(1, 10.1, 10.3, 300);
        gap(2, 10.2, 10.4, 600);
        status(11, 0, 30);
        gap(1, 11.1, 11.3, 300);
        gap(2, 11.2, 11.4, 1_200);
        status(12, 0, 80);
        finish();
        assertThat(lost(1, Cause.SPOOL_OVERFLOW)).isEqualTo(600);
        assertThat(lost(2, Cause.SPOOL_OVERFLOW)).isEqualTo(1_800);
        assertThat(entries).allMatch(entry -> entry.cause() == Cause.SPOOL_OVERFLOW);
    }

    @Test
    void dropsThatSeveralStatusesTellOfExplainTheOneGapThatEachSessionHas() {
        status(10, 0, 0);
        for (int second = 1; second <= 8; second++) {
            status(10 + second, 0, 100 * second);
        }
        // 800 datagrams of 30 flows
        gap(1, 10.1, 18.2, 12_000);
        gap(2, 10.1, 18.3, 8_003);
        gap(3, 10.1, 18.4, 3_997);
        status(19, 0, 800);
        finish();
        assertThat(lost(1, Cause.SPOOL_OVERFLOW)).isEqualTo(12_000);
        assertThat(lost(2, Cause.SPOOL_OVERFLOW)).isEqualTo(8_003);
        assertThat(lost(3, Cause.SPOOL_OVERFLOW)).isEqualTo(3_997);
        assertThat(entries).hasSize(3);
    }

    @Test
    void aLossOnTheWayBesideAnOverflowTakesNothingOfIt() {
        status(10, 0, 0);
        gap(1, 9.1, 9.3, 300);
        gap(1, 10.1, 10.3, 300);
        status(11, 10, 0);
        finish();
        assertThat(lost(1, Cause.SOCKET_OVERFLOW)).isEqualTo(300);
        assertThat(lost(1, Cause.UPSTREAM)).isEqualTo(300);
        assertThat(entries.get(0).cause()).isEqualTo(Cause.UPSTREAM);
    }

    @Test
    void theFirstGapAfterTheReceiverWasDownIsItsFault() {
        status(10, 0, 0);
        notice(SPOOL, 11, ReceiverNotice.Kind.STOPPED, 0, 0);
        notice(SPOOL, 40, ReceiverNotice.Kind.STARTED, 0, 0);
        gap(1, 10.9, 40.1, 9_000);
        gap(1, 41, 42, 30);
        status(43, 0, 0);
        finish();
        assertThat(lost(1, Cause.COLLECTOR_DOWN)).isEqualTo(9_000);
        assertThat(lost(1, Cause.UPSTREAM)).isEqualTo(30);
    }

    @Test
    void aReceiverKilledWithoutAWordWasDownAllTheSame() {
        status(10, 0, 0);
        notice(SPOOL, 40, ReceiverNotice.Kind.STARTED, 0, 0);
        gap(1, 10.9, 40.1, 9_000);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.COLLECTOR_DOWN);
    }

    @Test
    void aRestartedReceiverCountsItsDropsFromZero() {
        status(10, 1_000, 0);
        notice(SPOOL, 40, ReceiverNotice.Kind.STARTED, 0, 0);
        gap(1, 41.1, 41.2, 30);
        status(42, 1, 0);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.SOCKET_OVERFLOW);
    }

    @Test
    void whatTheSpoolCouldNotTakeIsSpoolOverflow() {
        status(10, 0, 2);
        gap(1, 10.2, 10.4, 60);
        status(11, 0, 4);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.SPOOL_OVERFLOW);
    }

    @Test
    void whatTheSpoolDeletedUnreadIsSpoolOverflow() {
        status(10, 0, 0);
        notice(SPOOL, 300, ReceiverNotice.Kind.EVICTED, 0, 0);
        gap(1, 10.5, 300.1, 123_456);
        finish();
        assertThat(only().cause()).isEqualTo(Cause.SPOOL_OVERFLOW);
        assertThat(only().lostFlows()).isEqualTo(123_456);
    }

    @Test
    void whatWasRefusedIsNotBlamedOnAnybodyElse() {
        attribution.add(range(1, Kind.GAP, 20, 21, 90, 30), entries::add);
        finish();
        assertThat(lost(1, Cause.REFUSED)).isEqualTo(30);
        assertThat(lost(1, Cause.UPSTREAM)).isEqualTo(60);
    }

    @Test
    void aTruncatedDatagramIsEnteredAtOnce() {
        attribution.add(range(1, Kind.TRUNCATED, 20, 20, 10, 0), entries::add);
        assertThat(only().cause()).isEqualTo(Cause.TRUNCATED);
    }

    @Test
    void aCorrectionTakesBackFromTheCauseThatWasEntered() {
        status(10, 0, 0);
        gap(1, 10.2, 10.4, 90);
        status(11, 3, 0);
        attribution.advance(micros(30), entries::add);
        MissingRange entered = range(1, Kind.GAP, 10.2, 10.4, 90, 0);
        attribution.add(
                new MissingRange(
                        entered.session(),
                        entered.epochMillis(),
                        Kind.CORRECTION,
                        entered.firstSequence() + 30,
                        entered.firstSequence() + 59,
                        -30,
                        true,
                        MissingRange.UNKNOWN,
                        0,
                        30,
                        entered.afterMicros(),
                        entered.beforeMicros(),
                        micros(30),
                        SPOOL,
                        true),
                entries::add);
        finish();
        assertThat(lost(1, Cause.SOCKET_OVERFLOW)).isEqualTo(60);
        assertThat(entries.get(1).lostFlows()).isEqualTo(-30);
        assertThat(entries.get(1).detectedMicros()).isEqualTo(micros(30));
        assertThat(entries.get(1).lastSequence() - entries.get(1).firstSequence()).isEqualTo(29);
    }

    @Test
    void lossAroundARestartStaysUnknown() {
        attribution.add(
                new MissingRange(
                        session(1),
                        5,
                        Kind.RESTART,
                        -1,
                        -1,
                        MissingRange.UNKNOWN,
                        true,
                        40,
                        0,
                        30,
                        micros(10),
                        micros(12),
                        micros(12),
                        SPOOL,
                        true),
                entries::add);
        finish();
        assertThat(only().lostFlows()).isEqualTo(MissingRange.UNKNOWN);
        assertThat(only().atLeast()).isEqualTo(40);
        assertThat(only().firstSequence()).isEqualTo(-1);
    }

    @Property(tries = 300)
    void sharesAlwaysAddUpAndTheKernelExplainsNoMoreThanItDropped(
            @ForAll long seed,
            @ForAll @IntRange(max = 40) int gaps,
            @ForAll @IntRange(max = 200) int drops) {
        Random random = new Random(seed);
        List<MissingRange> ranges = new ArrayList<>();
        for (int i = 0; i < gaps; i++) {
            double after = 10 + random.nextInt(900) / 1_000.0;
            long units = 1 + random.nextInt(500);
            ranges.add(range(i % 5, Kind.GAP, after, after + 0.05, units, random.nextInt(2)));
        }
        List<LossEntry> whole = run(ranges, drops, micros(100));
        long sum = ranges.stream().mapToLong(MissingRange::units).sum();
        assertThat(whole.stream().mapToLong(LossEntry::lostFlows).sum()).isEqualTo(sum);
        long socket =
                whole.stream()
                        .filter(entry -> entry.cause() == Cause.SOCKET_OVERFLOW)
                        .mapToLong(LossEntry::lostFlows)
                        .sum();
        assertThat(socket).isLessThanOrEqualTo(drops * 30L + gaps);

        Collections.shuffle(ranges, random);
        assertThat(run(ranges, drops, micros(11), micros(16.2), micros(20.7), micros(100)))
                .as("whatever order they came in and however time went on")
                .containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void stateWrittenAndReadGoesOn() throws IOException {
        status(10, 0, 0);
        gap(1, 10.2, 10.4, 90);
        status(11, 3, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attribution.write(new DataOutputStream(bytes));
        attribution = new LossAttribution(WINDOW);
        attribution.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        finish();
        assertThat(only().cause()).isEqualTo(Cause.SOCKET_OVERFLOW);
    }

    private static List<LossEntry> run(List<MissingRange> ranges, int drops, long... times) {
        LossAttribution attribution = new LossAttribution(WINDOW);
        List<LossEntry> entries = new ArrayList<>();
        attribution.add(
                new ReceiverNotice(SPOOL, "s", micros(10), ReceiverNotice.Kind.STATUS, 0, 0));
        attribution.add(
                new ReceiverNotice(SPOOL, "s", micros(11), ReceiverNotice.Kind.STATUS, drops, 0));
        List<MissingRange> left = new ArrayList<>(ranges);
        for (long time : times) {
            left.removeIf(
                    range -> {
                        boolean closed = range.beforeMicros() + WINDOW <= time;
                        if (closed) {
                            attribution.add(range, entries::add);
                        }
                        return closed;
                    });
            attribution.advance(time, entries::add);
        }
        return entries;
    }

    private void gap(int session, double after, double before, long flows) {
        attribution.add(range(session, Kind.GAP, after, before, flows, 0), entries::add);
    }

    private static MissingRange range(
            int session, Kind kind, double after, double before, long flows, long refused) {
        long first = micros(after) / 1_000 % 100_000;
        return new MissingRange(
                session(session),
                5,
                kind,
                first,
                first + flows - 1,
                flows,
                true,
                MissingRange.UNKNOWN,
                refused,
                30,
                micros(after),
                micros(before),
                micros(before),
                SPOOL,
                true);
    }

    private void status(double seconds, long kernelDrops, long spoolDrops) {
        notice(SPOOL, seconds, ReceiverNotice.Kind.STATUS, kernelDrops, spoolDrops);
    }

    private void notice(
            int spool, double seconds, ReceiverNotice.Kind kind, long kernel, long spooled) {
        attribution.add(new ReceiverNotice(spool, "s", micros(seconds), kind, kernel, spooled));
    }

    private void finish() {
        attribution.advance(Long.MAX_VALUE, entries::add);
    }

    private LossEntry only() {
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private long lost(int session, Cause cause) {
        return entries.stream()
                .filter(e -> e.session().equals(session(session)) && e.cause() == cause)
                .mapToLong(LossEntry::lostFlows)
                .sum();
    }

    private static SessionKey session(int number) {
        return new SessionKey(0, number, 2055, 0, 0);
    }

    private static long micros(double seconds) {
        return 1_700_000_000L * SECOND + Math.round(seconds * SECOND);
    }
}
