package io.flowledger.ledger.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The laws of the audit, for any schedule of loss, duplication, reordering within the window,
 * restarts and wraps: it balances, lost flows are the truth, and the order within the window does
 * not matter.
 */
class SessionAuditLawsTest {

    private static final SessionKey KEY = new SessionKey(0, 1, 2055, 0, 0);
    private static final long WINDOW_MILLIS = AuditOptions.defaults().reorderWindow().toMillis();

    /** One life of an exporter: what it numbered, and what of it arrived. */
    private static final class Life {
        final List<Sighting> made = new ArrayList<>();
        final List<Boolean> delivered = new ArrayList<>();

        /** Flows missing between the first and the last datagram that arrived. */
        long detectableLost() {
            int first = delivered.indexOf(true);
            int last = delivered.lastIndexOf(true);
            long lost = 0;
            for (int i = Math.max(0, first); i <= last; i++) {
                lost += delivered.get(i) ? 0 : made.get(i).claimed;
            }
            return lost;
        }

        boolean isSeen() {
            return delivered.contains(true);
        }
    }

    private record Arrival(Sighting sighting, long atMillis, boolean copy) {}

    private record Schedule(List<Life> lives, List<Arrival> arrivals) {}

    /** Outcome in terms that do not depend on when the first datagram of an epoch was received. */
    private record Outcome(
            List<Long> lostPerEpoch, List<String> ranges, int archived, int refused) {}

    @Property(tries = 1_000)
    void anyScheduleBalancesAndLosesTheTruth(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int lives,
            @ForAll @IntRange(min = 0, max = 60) int lossPercent,
            @ForAll boolean lastRecord) {
        SplittableRandom random = new SplittableRandom(seed);
        // the specification's convention needs no evidence, another one some steps without loss
        Schedule schedule =
                schedule(random, lives, lastRecord ? lossPercent / 3 : lossPercent, lastRecord);
        RecordedEvents events = new RecordedEvents();
        Map<Integer, Integer> archived = new HashMap<>();
        run(schedule.arrivals, events, archived);

        long unique = schedule.arrivals.stream().filter(arrival -> !arrival.copy).count();
        assertThat(archived.values()).as("each datagram is archived once").allMatch(n -> n == 1);
        assertThat(archived).hasSize((int) unique);
        for (SessionReport report : events.lastReports()) {
            assertThat(report.counts().flows() + report.lost() + report.open())
                    .as("archived + lost + open = span")
                    .isEqualTo(report.span());
        }
        assertThat(events.lastReports())
                .as("lost flows of each life: %s", events.lastReports())
                .extracting(SessionReport::lost)
                .isEqualTo(
                        schedule.lives.stream()
                                .filter(Life::isSeen)
                                .map(Life::detectableLost)
                                .toList());
    }

    @Property(tries = 500)
    void orderWithinTheWindowDoesNotMatter(
            @ForAll long seed,
            @ForAll long otherDelays,
            @ForAll @IntRange(min = 1, max = 3) int lives,
            @ForAll @IntRange(min = 0, max = 30) int lossPercent) {
        Schedule schedule = schedule(new SplittableRandom(seed), lives, lossPercent, false);
        assertThat(outcome(shuffled(schedule.arrivals, new SplittableRandom(otherDelays))))
                .isEqualTo(outcome(schedule.arrivals));
    }

    @Property(tries = 200)
    void advancingTimeEarlierOrLaterDoesNotMatter(@ForAll long seed, @ForAll long pauses) {
        Schedule schedule = schedule(new SplittableRandom(seed), 3, 20, false);
        RecordedEvents expected = new RecordedEvents();
        run(schedule.arrivals, expected, new HashMap<>());

        SplittableRandom random = new SplittableRandom(pauses);
        RecordedEvents events = new RecordedEvents();
        SessionAudit audit = new SessionAudit(KEY, AuditOptions.defaults());
        long before = 0;
        for (Arrival arrival : schedule.arrivals) {
            if (random.nextInt(3) == 0) {
                audit.advance(
                        before
                                + random.nextLong(
                                        arrival.atMillis * 1_000 + Exporter.START - before + 1),
                        events);
            }
            audit.add(Exporter.received(arrival.sighting, arrival.atMillis), events);
            before = Exporter.START + arrival.atMillis * 1_000;
        }
        audit.end(before + 100_000_000, events);
        assertThat(events.ranges)
                .as("the same, though numberings may take turns differently")
                .containsExactlyInAnyOrderElementsOf(expected.ranges);
    }

    private static Outcome outcome(List<Arrival> arrivals) {
        RecordedEvents events = new RecordedEvents();
        Map<Integer, Integer> archived = new HashMap<>();
        int refused = run(arrivals, events, archived);
        List<String> ranges =
                events.of(MissingRange.Kind.GAP).stream()
                        .map(r -> r.firstSequence() + "-" + r.lastSequence())
                        .sorted()
                        .collect(Collectors.toList());
        return new Outcome(
                events.lastReports().stream().map(SessionReport::lost).toList(),
                ranges,
                archived.size(),
                refused);
    }

    /** Returns how many were refused. */
    private static int run(
            List<Arrival> arrivals, RecordedEvents events, Map<Integer, Integer> archived) {
        SessionAudit audit = new SessionAudit(KEY, AuditOptions.defaults());
        int refused = 0;
        long last = 0;
        for (Arrival arrival : arrivals) {
            Sighting s = Exporter.received(arrival.sighting, arrival.atMillis);
            if (audit.add(s, events) == SessionAudit.Verdict.ARCHIVE) {
                archived.merge(s.contentHash, 1, Integer::sum);
            } else {
                refused++;
            }
            last = s.receivedMicros;
        }
        audit.end(last + 100_000_000, events);
        return refused;
    }

    private static Schedule schedule(
            SplittableRandom random, int lives, int lossPercent, boolean lastRecord) {
        SequenceConvention convention =
                lastRecord ? SequenceConvention.LAST_RECORD : SequenceConvention.FIRST_RECORD;
        // shortly before the wraps of sequence and uptime, or anywhere
        long firstPosition =
                random.nextBoolean() ? 0x1_0000_0000L - random.nextInt(2_000) : random.nextInt();
        boolean wraps = random.nextBoolean();
        long uptime =
                wraps
                        ? 0x1_0000_0000L - random.nextInt(60_000)
                        : 3_600_000 + random.nextInt(1_000_000);
        Exporter exporter = new Exporter(convention, firstPosition & 0xFFFF_FFFFL, -uptime);
        List<Life> made = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>();
        long now = 0;
        int hash = 0;
        for (int life = 0; life < lives; life++) {
            if (life > 0) {
                now += random.nextInt(5_000);
                exporter.restart(now);
            }
            Life one = new Life();
            made.add(one);
            int pace = 1 + random.nextInt(900);
            long begins = now;
            int fewest = lastRecord ? 40 : 1;
            // an uptime that has just wrapped and one that begins anew look the same
            long shortest = life == 0 && wraps ? 130_000 : 8_000;
            int datagrams = fewest + random.nextInt(120);
            for (int i = 0; i < datagrams || now - begins < shortest; i++) {
                now += 1 + random.nextInt(pace);
                Sighting s = exporter.next(now, 1 + random.nextInt(30));
                s.contentHash = hash++;
                boolean delivered = random.nextInt(100) >= lossPercent;
                one.made.add(s);
                one.delivered.add(delivered);
                if (delivered) {
                    arrivals.add(new Arrival(s, now + delay(random), false));
                    if (random.nextInt(10) == 0) {
                        arrivals.add(new Arrival(s, now + 1 + delay(random), true));
                    }
                }
            }
        }
        return new Schedule(made, firstIsNoCopy(arrivals));
    }

    private static List<Arrival> shuffled(List<Arrival> arrivals, SplittableRandom random) {
        List<Arrival> again = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            long made = arrival.sighting.receivedMicros / 1_000 - Exporter.START / 1_000;
            again.add(new Arrival(arrival.sighting, made + delay(random), arrival.copy));
        }
        return firstIsNoCopy(again);
    }

    /** Usually none; never so long that it is beyond the window. */
    private static long delay(SplittableRandom random) {
        return random.nextInt(4) > 0 ? 0 : random.nextLong(WINDOW_MILLIS - 1_000);
    }

    /** By time of arrival; which of two identical datagrams is the copy, is decided there. */
    private static List<Arrival> firstIsNoCopy(List<Arrival> arrivals) {
        List<Arrival> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparingLong(Arrival::atMillis));
        return sorted;
    }
}
