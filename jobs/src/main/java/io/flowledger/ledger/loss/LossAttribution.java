package io.flowledger.ledger.loss;

import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.MissingRange.Kind;
import io.flowledger.netflow.receiver.ReceiverNotice;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Divides what is missing among causes. A range waits until all that the receivers say of its time
 * has come, and all other ranges of the same time, so that the result depends on nothing but
 * receive times. Datagrams that a receiver says were dropped explain ranges that were missing then:
 * all of them if they are no more than were dropped, else each in proportion. Ranges of the very
 * time that a status is about come first; what they leave may explain those a little beside it.
 */
public final class LossAttribution {

    /**
     * A status is a second old at most, and what the kernel had queued before a drop is read after
     * it.
     */
    static final long SLACK_MICROS = 2_000_000;

    /** After a range is entered: until then whatever explains it or competes with it has come. */
    static final long GRACE_MICROS = 5_000_000;

    private static final long MEMORY_MICROS = 900_000_000;

    /** Bounds memory; beyond it the oldest ranges are attributed before their time. */
    private static final int MAX_WAITING = 200_000;

    /** Entries of our own causes that corrections are looked up in. */
    private static final int MAX_REMEMBERED = 10_000;

    private static final Comparator<MissingRange> BY_TIME =
            Comparator.comparingLong(MissingRange::beforeMicros)
                    .thenComparing(range -> range.session().toString())
                    .thenComparingLong(MissingRange::firstSequence)
                    .thenComparing(MissingRange::kind);

    private final long windowMicros;
    private final ReceiverHistory history = new ReceiverHistory();
    private final PriorityQueue<MissingRange> waiting = new PriorityQueue<>(BY_TIME);
    private final Deque<LossEntry> ours = new ArrayDeque<>();

    /** Competitors for one incident's datagrams; made anew whenever ranges may have joined. */
    private final Map<Incident, Competition> within = new IdentityHashMap<>();

    private final Map<Incident, Competition> beside = new IdentityHashMap<>();

    public LossAttribution(long windowMicros) {
        this.windowMicros = windowMicros;
    }

    public void add(ReceiverNotice notice) {
        history.add(notice);
    }

    /** Takes what the audit found missing; entries that need no cause to be found come at once. */
    public void add(MissingRange range, Consumer<LossEntry> entries) {
        if (range.kind() == Kind.TRUNCATED) {
            entries.accept(entry(range, Cause.TRUNCATED, 0, range.units(), false));
            return;
        }
        waiting.add(range);
        while (waiting.size() > MAX_WAITING) {
            attribute(waiting.poll(), entries);
        }
    }

    /** Everything received up to this moment has been handed in. */
    public void advance(long nowMicros, Consumer<LossEntry> entries) {
        within.clear();
        beside.clear();
        while (!waiting.isEmpty() && readyMicros(waiting.peek()) <= nowMicros) {
            attribute(waiting.poll(), entries);
        }
        if (nowMicros != Long.MAX_VALUE) {
            history.forgetBefore(nowMicros - MEMORY_MICROS);
        }
    }

    private long readyMicros(MissingRange range) {
        return range.beforeMicros() + windowMicros + GRACE_MICROS;
    }

    private void attribute(MissingRange range, Consumer<LossEntry> entries) {
        switch (range.kind()) {
            case GAP -> attributeGap(range, entries);
            case CORRECTION ->
                    entries.accept(entry(range, causeOfCorrected(range), 0, range.units(), false));
            case RESTART ->
                    entries.accept(
                            entry(
                                    range,
                                    isDown(range) ? Cause.MIXED : Cause.UPSTREAM,
                                    0,
                                    range.units(),
                                    false));
            case TRUNCATED -> throw new IllegalStateException("a truncated one never waits");
        }
    }

    private void attributeGap(MissingRange gap, Consumer<LossEntry> entries) {
        Map<Cause, Long> shares = new EnumMap<>(Cause.class);
        long left = gap.units();
        left -= share(shares, Cause.REFUSED, Math.min(left, gap.refused()));
        boolean shared = false;
        Map<Cause, Long> explained = new EnumMap<>(Cause.class);
        long wanted = millionths(gap, left);
        for (long slack : new long[] {0, SLACK_MICROS}) {
            for (Incident incident : history.incidents()) {
                if (wanted > 0
                        && incident.unexplained != Incident.UNLIMITED
                        && isAround(gap, incident, slack)) {
                    Competition competition = competition(incident, gap, slack);
                    long reserved = slack == 0 ? 0 : claimedWithin(incident, gap);
                    long millionths = competition.shareOf(gap, wanted, reserved);
                    incident.unexplained -= millionths;
                    competition.leave(gap);
                    shared |= millionths > 0 && competition.isContested();
                    wanted -= share(explained, incident.cause, millionths);
                }
            }
        }
        for (Map.Entry<Cause, Long> dropped : explained.entrySet()) {
            long units = Math.min(left, units(gap, dropped.getValue()));
            left -= share(shares, dropped.getKey(), units);
        }
        if (left > 0 && isDown(gap)) {
            left -= share(shares, Cause.COLLECTOR_DOWN, left);
        }
        if (left > 0 && isEvicted(gap)) {
            left -= share(shares, Cause.SPOOL_OVERFLOW, left);
        }
        share(shares, Cause.UPSTREAM, left);
        enter(gap, shares, shared || shares.size() > 1, entries);
    }

    private static long share(Map<Cause, Long> shares, Cause cause, long units) {
        if (units > 0) {
            shares.merge(cause, units, Long::sum);
        }
        return units;
    }

    /** One entry for each cause, with a part of the range as long as its share. */
    private void enter(
            MissingRange gap,
            Map<Cause, Long> shares,
            boolean apportioned,
            Consumer<LossEntry> entries) {
        long offset = 0;
        for (Map.Entry<Cause, Long> share : shares.entrySet()) {
            LossEntry entry = entry(gap, share.getKey(), offset, share.getValue(), apportioned);
            entries.accept(entry);
            if (entry.cause() != Cause.UPSTREAM) {
                ours.addLast(entry);
                if (ours.size() > MAX_REMEMBERED) {
                    ours.removeFirst();
                }
            }
            offset += share.getValue();
        }
    }

    private LossEntry entry(
            MissingRange range, Cause cause, long offset, long units, boolean apportioned) {
        boolean numbered = range.firstSequence() >= 0;
        boolean known = range.kind() != Kind.RESTART;
        return new LossEntry(
                range.session(),
                range.epochMillis(),
                range.shownMicros(),
                range.kind(),
                numbered ? range.firstSequence() + offset & 0xFFFF_FFFFL : -1,
                numbered ? range.firstSequence() + offset + Math.abs(units) - 1 & 0xFFFF_FFFFL : -1,
                known && range.unitsAreFlows() ? units : MissingRange.UNKNOWN,
                known && !range.unitsAreFlows() ? units : MissingRange.UNKNOWN,
                range.atLeast(),
                range.afterMicros(),
                range.beforeMicros(),
                cause,
                apportioned,
                range.complete());
    }

    // ---- what happened around a range ----------------------------------------------------------

    private static boolean isAround(MissingRange range, Incident incident, long slack) {
        return incident.spool == range.spool()
                && incident.toMicros >= range.afterMicros() - slack
                && incident.fromMicros <= range.beforeMicros() + slack;
    }

    /** Whether the receiver began to listen between the datagrams around the range. */
    private boolean isDown(MissingRange range) {
        return hasUnlimited(range, Cause.COLLECTOR_DOWN);
    }

    private boolean isEvicted(MissingRange range) {
        return hasUnlimited(range, Cause.SPOOL_OVERFLOW);
    }

    private boolean hasUnlimited(MissingRange range, Cause cause) {
        for (Incident incident : history.incidents()) {
            if (incident.cause == cause
                    && incident.unexplained == Incident.UNLIMITED
                    && incident.spool == range.spool()
                    && incident.toMicros >= range.afterMicros()
                    && incident.toMicros <= range.beforeMicros()) {
                return true;
            }
        }
        return false;
    }

    /** A correction takes back what was entered, so it has that entry's cause. */
    private Cause causeOfCorrected(MissingRange correction) {
        for (LossEntry entry : ours) {
            if (entry.session().equals(correction.session())
                    && entry.epochMillis() == correction.epochMillis()
                    && entry.firstSequence() <= correction.firstSequence()
                    && correction.firstSequence() <= entry.lastSequence()) {
                return entry.cause();
            }
        }
        return Cause.UPSTREAM;
    }

    private static double unitsPerDatagram(MissingRange range) {
        return range.unitsAreFlows() ? range.meanFlows() : 1;
    }

    /** What so many units of it are in millionths of datagrams. */
    private static long millionths(MissingRange range, long units) {
        return Math.round(units / unitsPerDatagram(range) * Incident.DATAGRAM);
    }

    private static long units(MissingRange range, long millionths) {
        return Math.round((double) millionths / Incident.DATAGRAM * unitsPerDatagram(range));
    }

    // ---- sharing -------------------------------------------------------------------------------

    private Competition competition(Incident incident, MissingRange gap, long slack) {
        Competition competition =
                (slack == 0 ? within : beside)
                        .computeIfAbsent(incident, one -> new Competition(one, waiting, slack));
        competition.join(gap, knownMicros(gap));
        return competition;
    }

    /** What ranges of the incident's own time still want of it. */
    private long claimedWithin(Incident incident, MissingRange gap) {
        Competition competition =
                within.computeIfAbsent(incident, one -> new Competition(one, waiting, 0));
        competition.joinKnown(knownMicros(gap));
        return competition.millionths;
    }

    private long knownMicros(MissingRange gap) {
        return readyMicros(gap) - windowMicros;
    }

    /** The ranges that were missing around one incident. */
    private static final class Competition {

        private final Incident incident;
        private final List<MissingRange> others = new ArrayList<>();
        private final Set<MissingRange> members =
                Collections.newSetFromMap(new IdentityHashMap<>());

        private int joined;
        private long millionths;

        Competition(Incident incident, Iterable<MissingRange> waiting, long slack) {
            this.incident = incident;
            for (MissingRange range : waiting) {
                if (range.kind() == Kind.GAP && isAround(range, incident, slack)) {
                    others.add(range);
                }
            }
            others.sort(BY_TIME);
        }

        /** The one whose turn it is, and those that were known by the time it was ready. */
        void join(MissingRange gap, long knownMicros) {
            join(gap);
            joinKnown(knownMicros);
        }

        void joinKnown(long knownMicros) {
            while (joined < others.size() && others.get(joined).beforeMicros() <= knownMicros) {
                join(others.get(joined++));
            }
        }

        private void join(MissingRange member) {
            if (members.add(member)) {
                millionths += size(member);
                incident.claim(member.session());
            }
        }

        /**
         * In proportion to the whole of the range, whatever other incidents explain of it: a drop
         * that lasts for several statuses is several incidents, and each has its part of all.
         *
         * @param wanted millionths of datagrams of the gap that nothing explains yet
         * @param reserved millionths of the incident's datagrams that others have first claim on
         */
        long shareOf(MissingRange gap, long wanted, long reserved) {
            long available = Math.max(0, incident.unexplained - reserved);
            return millionths <= available
                    ? Math.min(wanted, available)
                    : Math.min(wanted, (long) ((double) size(gap) * available / millionths));
        }

        void leave(MissingRange gap) {
            millionths = Math.max(0, millionths - size(gap));
        }

        /** Whether it is a share that somebody else might claim as well. */
        boolean isContested() {
            return incident.isContested() || incident.unexplained <= 0;
        }

        private static long size(MissingRange gap) {
            return LossAttribution.millionths(gap, gap.units() - gap.refused());
        }
    }

    // ---- state ---------------------------------------------------------------------------------

    public void write(DataOutput out) throws IOException {
        history.write(out);
        out.writeInt(waiting.size());
        for (MissingRange range : waiting) {
            range.write(out);
        }
        out.writeInt(ours.size());
        for (LossEntry entry : ours) {
            entry.write(out);
        }
    }

    public void read(DataInput in) throws IOException {
        history.read(in);
        for (int i = in.readInt(); i > 0; i--) {
            waiting.add(MissingRange.read(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            ours.addLast(LossEntry.read(in));
        }
    }
}
