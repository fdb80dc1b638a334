package io.flowledger.ledger.audit;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.sequence.SequenceConvention;
import io.flowledger.netflow.wire.Repairs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * One numbering as its exporter made it, what of it was archived, and the ledger that is true of
 * it: loss, reordering, lateness that was corrected, and truncation, with the rows of datagrams
 * torn into parts.
 */
final class NumberedTraffic {

    static final String EXPORTER = "192.0.2.1";
    static final int PORT = 2055;
    static final long START = 1_767_225_600_000L;
    static final long WINDOW_MILLIS = 5_000;

    /** What became of a datagram; the last two count flows only. */
    private enum Fate {
        ARRIVED,
        LOST,
        LATE,
        TRUNCATED
    }

    /** A datagram on its way; units of its position are flows, or one for the datagram. */
    private record Sent(
            long start, long units, int claimed, int present, Fate fate, long arrivesMillis) {

        boolean isArchived() {
            return fate != Fate.LOST;
        }

        long end() {
            return start + units;
        }
    }

    final SequenceConvention convention;
    final List<ArchivedDatagram> archived = new ArrayList<>();
    final List<LossLine> entries = new ArrayList<>();
    SessionLine session;
    long span;
    long lost;
    long flows;

    private final SplittableRandom random;
    private final List<Sent> sent = new ArrayList<>();

    NumberedTraffic(long seed, SequenceConvention convention, int datagrams, int lossPercent) {
        this.convention = convention;
        this.random = new SplittableRandom(seed);
        send(datagrams, lossPercent);
        archive();
        enter();
        Sent first = sent.get(0);
        Sent last = sent.get(sent.size() - 1);
        span = last.end() - first.start;
        session =
                new SessionLine(
                        PORT,
                        START + 100_000_000,
                        convention.label(),
                        true,
                        last.arrivesMillis,
                        first.start & 0xFFFF_FFFFL,
                        last.end() & 0xFFFF_FFFFL,
                        WINDOW_MILLIS);
    }

    private void send(int datagrams, int lossPercent) {
        // shortly before the wrap, or anywhere
        long position =
                random.nextBoolean()
                        ? 0x1_0000_0000L - random.nextInt(1_000)
                        : random.nextInt() & 0xFFFF_FFFFL;
        long now = START;
        for (int i = 0; i < datagrams; i++) {
            int claimed = 1 + random.nextInt(30);
            boolean inner = i > 0 && i < datagrams - 1;
            Fate fate = inner ? fate(lossPercent) : Fate.ARRIVED;
            long delay = inner && random.nextInt(4) == 0 ? random.nextLong(WINDOW_MILLIS) : 0;
            if (fate == Fate.LATE) {
                delay = WINDOW_MILLIS + 1 + random.nextLong(60_000);
            }
            boolean cut = fate == Fate.TRUNCATED && claimed > 1 && convention.countsFlows();
            int present = cut ? 1 + random.nextInt(claimed - 1) : claimed;
            long units = convention.countsFlows() ? claimed : 1;
            Fate actual = fate == Fate.TRUNCATED && !cut ? Fate.ARRIVED : fate;
            sent.add(new Sent(position, units, claimed, present, actual, now + delay));
            position += units;
            now += i == datagrams - 2 ? 70_000 : random.nextInt(400);
        }
    }

    private Fate fate(int lossPercent) {
        if (random.nextInt(100) < lossPercent) {
            return Fate.LOST;
        }
        int draw = random.nextInt(40);
        return draw == 0 ? Fate.LATE : draw == 1 ? Fate.TRUNCATED : Fate.ARRIVED;
    }

    // ---- archived ------------------------------------------------------------------------------

    private void archive() {
        for (Sent each : sent) {
            if (each.isArchived()) {
                archived.addAll(parts(each));
                flows += each.present;
            }
        }
    }

    private List<ArchivedDatagram> parts(Sent each) {
        long sequence = convention == SequenceConvention.LAST_RECORD ? each.end() - 1 : each.start;
        List<ArchivedDatagram> parts = new ArrayList<>();
        int from = 0;
        while (from < each.present) {
            int most = each.present - from;
            int records = random.nextInt(5) == 0 ? 1 + random.nextInt(most) : most;
            parts.add(
                    new ArchivedDatagram(
                            EXPORTER,
                            PORT,
                            0,
                            1,
                            START,
                            each.arrivesMillis,
                            sequence & 0xFFFF_FFFFL,
                            sequence * 31 & 0xFFFF_FFFFL,
                            from,
                            records,
                            10L * records,
                            1_000L * records,
                            each.present < each.claimed ? Repairs.TRUNCATED : 0));
            from += records;
        }
        return parts;
    }

    // ---- entered -------------------------------------------------------------------------------

    private void enter() {
        Map<Sent, Long> shown = new HashMap<>();
        long earliest = Long.MAX_VALUE;
        for (int i = sent.size() - 1; i >= 0; i--) {
            shown.put(sent.get(i), earliest);
            if (sent.get(i).isArchived()) {
                earliest = Math.min(earliest, sent.get(i).arrivesMillis);
            }
        }
        for (Sent each : sent) {
            switch (each.fate) {
                case LOST -> enterGap(each, shown.get(each));
                case LATE -> {
                    enterGap(each, shown.get(each));
                    enter("correction", each.start, each.end(), shown.get(each), "upstream");
                }
                case TRUNCATED ->
                        enter(
                                "truncated",
                                each.start + each.present,
                                each.end(),
                                each.arrivesMillis,
                                "truncated");
                default -> {
                    // there
                }
            }
        }
    }

    /** In two entries where two causes share it. */
    private void enterGap(Sent each, long beforeMillis) {
        long middle = each.start + random.nextLong(each.units);
        if (random.nextInt(3) == 0 && middle > each.start) {
            enter("gap", each.start, middle, beforeMillis, "socket_overflow");
            enter("gap", middle, each.end(), beforeMillis, "upstream");
        } else {
            enter("gap", each.start, each.end(), beforeMillis, "upstream");
        }
    }

    private void enter(String kind, long from, long to, long beforeMillis, String cause) {
        long units = kind.equals("correction") ? from - to : to - from;
        lost += units;
        entries.add(
                new LossLine(
                        PORT,
                        kind,
                        from & 0xFFFF_FFFFL,
                        to - 1 & 0xFFFF_FFFFL,
                        units,
                        0,
                        beforeMillis,
                        cause));
    }

    // ---- audited -------------------------------------------------------------------------------

    /** Removes all parts of a datagram. */
    ArchivedDatagram removeDatagram(int index) {
        ArchivedDatagram removed = archived.get(index % archived.size());
        archived.removeIf(part -> part.sequence() == removed.sequence());
        return removed;
    }

    JudgedEpoch audit() {
        return audit(AuditedTime.ALL);
    }

    JudgedEpoch audit(AuditedTime time) {
        List<EpochBalance> balances = balances(time, 0);
        long newest = balances.stream().mapToLong(EpochBalance::newestMillis).max().orElse(0);
        return new JudgedEpoch(balances.get(0), newest);
    }

    /** Reads lines of the same order in an order that depends on the seed. */
    List<EpochBalance> balances(AuditedTime time, long seed) {
        NumberingAudit audit = new NumberingAudit(EXPORTER, 0, 1, START, time);
        if (session != null) {
            audit.add(session);
        }
        List<Object> lines = new ArrayList<>();
        lines.addAll(entries);
        lines.addAll(archived);
        SplittableRandom shuffle = new SplittableRandom(seed);
        for (int i = lines.size() - 1; i > 0; i--) {
            lines.set(i, lines.set(shuffle.nextInt(i + 1), lines.get(i)));
        }
        ToLongFunction<Object> order =
                line ->
                        line instanceof LossLine loss
                                ? NumberingAudit.order(loss)
                                : NumberingAudit.order((ArchivedDatagram) line);
        lines.sort(Comparator.comparingLong(order));
        for (Object line : lines) {
            if (line instanceof LossLine loss && time.isInContext(loss.beforeMillis())) {
                audit.add(loss);
            } else if (line instanceof ArchivedDatagram datagram
                    && time.isInContext(datagram.receivedAtMillis())) {
                audit.add(datagram);
            }
        }
        return audit.finish();
    }
}
