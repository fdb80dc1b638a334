package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gaps of one numbering, sorted by position, none touching another; {@code closesMicros} never
 * falls from one to the next.
 */
final class Gaps {

    private final List<Gap> gaps = new ArrayList<>(2);
    private long units;

    boolean isEmpty() {
        return gaps.isEmpty();
    }

    int size() {
        return gaps.size();
    }

    /** Units missing in all of them. */
    long units() {
        return units;
    }

    Gap first() {
        return gaps.get(0);
    }

    void addLast(Gap gap) {
        gaps.add(gap);
        units += gap.units();
    }

    void addFirst(Gap gap) {
        gaps.add(0, gap);
        units += gap.units();
    }

    Gap removeFirst() {
        Gap gap = gaps.remove(0);
        units -= gap.units();
        return gap;
    }

    void clear() {
        gaps.clear();
        units = 0;
    }

    /** The gap that has all of this range, or null. */
    Gap holding(long start, long end) {
        int index = indexOf(start);
        return index >= 0 && gaps.get(index).holds(start, end) ? gaps.get(index) : null;
    }

    /** Takes the range of a datagram out of the gap that holds it. */
    void fill(long start, long end, Sighting s) {
        int index = indexOf(start);
        Gap gap = gaps.remove(index);
        units -= end - start;
        if (end < gap.to()) {
            gaps.add(index, gap.above(end, s));
        }
        if (gap.from() < start) {
            gaps.add(index, gap.below(start, s));
        }
    }

    /** Index of the gap that begins at or below the position, -1 if none does. */
    private int indexOf(long position) {
        int low = 0;
        int high = gaps.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (gaps.get(middle).from() <= position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(gaps.size());
        for (Gap gap : gaps) {
            gap.write(out);
        }
    }

    static Gaps read(DataInput in) throws IOException {
        Gaps gaps = new Gaps();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            gaps.addLast(Gap.read(in));
        }
        return gaps;
    }
}
