package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The positions of one numbering under one convention: from the first unit seen to the last, and
 * the gaps between. Positions are unwrapped to 64 bits; their low 32 bits are what the wire says.
 */
final class NumberLine {

    final SequenceConvention convention;

    /** Position of the first unit seen. */
    long base;

    // The datagram at the base.
    int baseSequence;
    int baseCount;

    /** Position after the last one. */
    long top;

    // The datagram at the top.
    int topSequence;
    int topCount;
    int topUptime;
    long topMicros;

    /** What may still come. */
    Gaps open = new Gaps();

    private NumberLine(SequenceConvention convention) {
        this.convention = convention;
    }

    /**
     * Reads the datagrams kept as one line.
     *
     * @param near a position from which 32-bit numbers are unwrapped
     * @param windowMicros how long each of its gaps stays open
     * @param nowMicros … but until now in any case: before, nobody knew of it
     * @param spool where its gaps are said to have been seen
     */
    static NumberLine of(
            SequenceConvention convention,
            RecentDatagrams recent,
            long near,
            long windowMicros,
            long nowMicros,
            int spool) {
        NumberLine line = new NumberLine(convention);
        line.top = near;
        line.top = line.start(recent, 0);
        Integer[] order = line.inOrder(recent);
        line.base = line.start(recent, order[0]);
        line.baseSequence = recent.sequence(order[0]);
        line.baseCount = recent.count(order[0]);
        line.top = line.base;
        for (int k = 0; k < order.length; k++) {
            int i = order[k];
            long start = line.start(recent, i);
            if (start > line.top) {
                long shown = line.earliestFrom(recent, order, k);
                line.open.addLast(
                        new Gap(
                                line.top,
                                start,
                                line.topMicros,
                                shown,
                                Math.max(shown + windowMicros, nowMicros),
                                line.topUptime,
                                recent.uptime(i),
                                spool));
            }
            long end = start + convention.units(recent.count(i));
            if (end > line.top) {
                line.top = end;
                line.topSequence = recent.sequence(i);
                line.topCount = recent.count(i);
                line.topUptime = recent.uptime(i);
                line.topMicros = recent.receivedMicros(i);
            }
        }
        return line;
    }

    private Integer[] inOrder(RecentDatagrams recent) {
        Integer[] order = new Integer[recent.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong((Integer i) -> start(recent, i)));
        return order;
    }

    private long start(RecentDatagrams recent, int index) {
        return unwrap(convention.start(recent.sequence(index), recent.count(index)));
    }

    /** When the first of the datagrams from the k-th position on was received. */
    private long earliestFrom(RecentDatagrams recent, Integer[] order, int k) {
        long earliest = Long.MAX_VALUE;
        for (int j = k; j < order.length; j++) {
            earliest = Math.min(earliest, recent.receivedMicros(order[j]));
        }
        return earliest;
    }

    /** Units from the first seen to the last. */
    long span() {
        return top - base;
    }

    long start(Sighting s) {
        return unwrap(convention.start(s.sequence, s.claimed));
    }

    long end(Sighting s) {
        return start(s) + convention.units(s.claimed);
    }

    long end(int sequence, int count) {
        return unwrap(convention.start(sequence, count)) + convention.units(count);
    }

    /** Whether no other convention explains the step from the top to this datagram. */
    boolean isDiscriminating(Sighting s) {
        int step = s.sequence - topSequence;
        return (convention == SequenceConvention.FIRST_RECORD || step != topCount)
                && (convention == SequenceConvention.LAST_RECORD || step != s.claimed)
                && (convention == SequenceConvention.PER_DATAGRAM || step != 1);
    }

    /** The datagram is the new top. */
    void moveTop(Sighting s) {
        top = end(s);
        topSequence = s.sequence;
        topCount = s.claimed;
        topUptime = s.uptimeMillis;
        topMicros = s.receivedMicros;
    }

    /** The datagram is the new top, beyond a gap. */
    void leap(Sighting s, long windowMicros) {
        open.addLast(
                new Gap(
                        top,
                        start(s),
                        topMicros,
                        s.receivedMicros,
                        s.receivedMicros + windowMicros,
                        topUptime,
                        s.uptimeMillis,
                        s.spool));
        moveTop(s);
    }

    /** The datagram is the new base; a gap behind it closes with the window of the first ones. */
    void prepend(Sighting s, long closesMicros) {
        long end = end(s);
        if (end < base) {
            open.addFirst(
                    new Gap(
                            end,
                            base,
                            s.receivedMicros,
                            s.receivedMicros,
                            closesMicros,
                            s.uptimeMillis,
                            topUptime,
                            s.spool));
        }
        base = start(s);
        baseSequence = s.sequence;
        baseCount = s.claimed;
    }

    /**
     * The same stretch of numbers began before the datagrams this line was read from: with the
     * first datagram of a line that was read by another convention.
     */
    void beginWith(NumberLine other) {
        int shift =
                convention.start(other.baseSequence, other.baseCount)
                        - other.convention.start(other.baseSequence, other.baseCount);
        base = other.base + shift;
        baseSequence = other.baseSequence;
        baseCount = other.baseCount;
    }

    void fill(Sighting s) {
        open.fill(start(s), end(s), s);
    }

    private long unwrap(int position) {
        return top + (position - (int) top);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(convention.ordinal());
        out.writeLong(base);
        out.writeInt(baseSequence);
        out.writeInt(baseCount);
        out.writeLong(top);
        out.writeInt(topSequence);
        out.writeInt(topCount);
        out.writeInt(topUptime);
        out.writeLong(topMicros);
        open.write(out);
    }

    static NumberLine read(DataInput in) throws IOException {
        NumberLine line = new NumberLine(SequenceConvention.values()[in.readByte()]);
        line.base = in.readLong();
        line.baseSequence = in.readInt();
        line.baseCount = in.readInt();
        line.top = in.readLong();
        line.topSequence = in.readInt();
        line.topCount = in.readInt();
        line.topUptime = in.readInt();
        line.topMicros = in.readLong();
        line.open = Gaps.read(in);
        return line;
    }
}
