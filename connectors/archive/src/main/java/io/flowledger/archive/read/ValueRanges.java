package io.flowledger.archive.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of values of one column as ranges in order, told by where membership changes:
 *
 * <pre>
 *   numbers 10 to 20 and from 30 on:   out  10  in  21  out  30  in
 * </pre>
 *
 * Immutable.
 *
 * @param <K> places on the axis of the values: {@link Long} for numbers and milliseconds, {@link
 *     TextPlace} for text
 */
public final class ValueRanges<K extends Comparable<K>> implements Serializable {

    private static final long serialVersionUID = 1;

    private final boolean startsInside;
    private final ArrayList<K> changes;

    private ValueRanges(boolean startsInside, List<K> changes) {
        this.startsInside = startsInside;
        this.changes = new ArrayList<>(changes);
    }

    public static <K extends Comparable<K>> ValueRanges<K> none() {
        return new ValueRanges<K>(false, List.of());
    }

    public static <K extends Comparable<K>> ValueRanges<K> all() {
        return new ValueRanges<K>(true, List.of());
    }

    /** Everything from this place on. */
    public static <K extends Comparable<K>> ValueRanges<K> from(K place) {
        return new ValueRanges<>(false, List.of(place));
    }

    /** Numbers from {@code least} to {@code most}, both included. */
    public static ValueRanges<Long> between(long least, long most) {
        if (least > most) {
            return none();
        }
        boolean open = most == Long.MAX_VALUE;
        if (least == Long.MIN_VALUE) {
            return open ? all() : new ValueRanges<>(true, List.of(most + 1));
        }
        return new ValueRanges<>(false, open ? List.of(least) : List.of(least, most + 1));
    }

    /** One text, as bytes of UTF-8. */
    public static ValueRanges<TextPlace> only(byte[] text) {
        return new ValueRanges<>(false, List.of(TextPlace.before(text), TextPlace.after(text)));
    }

    public ValueRanges<K> complement() {
        return new ValueRanges<>(!startsInside, changes);
    }

    public ValueRanges<K> union(ValueRanges<K> other) {
        return merge(other, false);
    }

    public ValueRanges<K> intersection(ValueRanges<K> other) {
        return merge(other, true);
    }

    private ValueRanges<K> merge(ValueRanges<K> other, boolean both) {
        boolean here = startsInside;
        boolean there = other.startsInside;
        boolean first = both ? here && there : here || there;
        boolean inside = first;
        List<K> merged = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < changes.size() || j < other.changes.size()) {
            int order =
                    i == changes.size()
                            ? 1
                            : j == other.changes.size()
                                    ? -1
                                    : changes.get(i).compareTo(other.changes.get(j));
            K at = order <= 0 ? changes.get(i) : other.changes.get(j);
            if (order <= 0) {
                here = !here;
                i++;
            }
            if (order >= 0) {
                there = !there;
                j++;
            }
            boolean now = both ? here && there : here || there;
            if (now != inside) {
                merged.add(at);
                inside = now;
            }
        }
        return new ValueRanges<>(first, merged);
    }

    public boolean isEmpty() {
        return !startsInside && changes.isEmpty();
    }

    public boolean isAll() {
        return startsInside && changes.isEmpty();
    }

    boolean contains(K place) {
        return startsInside ^ (changesUpTo(place) & 1) == 1;
    }

    /** Whether a value from {@code least} to {@code most} is in the set. */
    public boolean overlaps(K least, K most) {
        return contains(least) || changesUpTo(least) < changesUpTo(most);
    }

    /** Whether all values from {@code least} to {@code most} are in the set. */
    boolean covers(K least, K most) {
        return contains(least) && changesUpTo(least) == changesUpTo(most);
    }

    /** Changes at or before a place. */
    private int changesUpTo(K place) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).compareTo(place) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The values of the set if they are single ones and not more than {@code most}. */
    List<K> singles(int most) {
        if (startsInside || changes.size() % 2 != 0 || changes.size() > 2 * most) {
            return List.of();
        }
        List<K> singles = new ArrayList<>();
        for (int i = 0; i < changes.size(); i += 2) {
            if (!areAroundOne(changes.get(i), changes.get(i + 1))) {
                return List.of();
            }
            singles.add(changes.get(i));
        }
        return singles;
    }

    private static boolean areAroundOne(Object begin, Object end) {
        return begin instanceof Long value
                ? value + 1 == (Long) end
                : ((TextPlace) begin).isJustBefore((TextPlace) end);
    }

    boolean startsInside() {
        return startsInside;
    }

    List<K> changes() {
        return changes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueRanges<?> ranges
                && startsInside == ranges.startsInside
                && changes.equals(ranges.changes);
    }

    @Override
    public int hashCode() {
        return 31 * changes.hashCode() + Boolean.hashCode(startsInside);
    }

    @Override
    public String toString() {
        return (startsInside ? "in " : "out ") + changes;
    }
}
