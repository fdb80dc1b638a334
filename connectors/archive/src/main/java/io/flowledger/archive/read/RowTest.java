package io.flowledger.archive.read;

import java.util.Arrays;

/**
 * A condition as it is asked of rows, many at a time. Loops have no branch that depends on the
 * data, apart from the search among several ranges.
 */
final class RowTest {

    private static final byte UNKNOWN = 0;
    private static final byte WANTED = 1;
    private static final byte UNWANTED = 2;

    private final Condition<?> condition;
    private final boolean nulls;

    /** Of numbers: where membership changes. */
    private final long[] changes;

    private final boolean startsInside;

    /** Of texts: what is known of each value of the dictionary. */
    private byte[] ofCode = new byte[0];

    private Text previous;
    private boolean previousWanted;

    private RowTest(Condition<?> condition, long[] changes) {
        this.condition = condition;
        this.nulls = condition.nulls();
        this.startsInside = condition.values().startsInside();
        this.changes = changes;
    }

    static RowTest of(Condition<?> condition) {
        boolean numbers = condition.values().changes().stream().allMatch(Long.class::isInstance);
        long[] changes =
                numbers
                        ? condition.values().changes().stream().mapToLong(c -> (Long) c).toArray()
                        : null;
        return new RowTest(condition, changes);
    }

    Condition<?> condition() {
        return condition;
    }

    /** To be called where codes begin to mean other texts. */
    void startChunk() {
        Arrays.fill(ofCode, UNKNOWN);
        previous = null;
    }

    boolean wants(long value) {
        int low = 0;
        int high = changes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return startsInside ^ (low & 1) == 1;
    }

    int select(int[] values, boolean[] nullAt, int[] places, int count, boolean every) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int place = every ? i : places[i];
            boolean wanted = wants(values[place]);
            places[kept] = place;
            kept += (nullAt != null && nullAt[place] ? nulls : wanted) ? 1 : 0;
        }
        return kept;
    }

    int select(long[] values, boolean[] nullAt, int[] places, int count, boolean every) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int place = every ? i : places[i];
            boolean wanted = wants(values[place]);
            places[kept] = place;
            kept += (nullAt != null && nullAt[place] ? nulls : wanted) ? 1 : 0;
        }
        return kept;
    }

    int select(Text[] values, boolean[] nullAt, int[] places, int count, boolean every) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int place = every ? i : places[i];
            places[kept] = place;
            kept += (nullAt != null && nullAt[place] ? nulls : wants(values[place])) ? 1 : 0;
        }
        return kept;
    }

    boolean wants(Text text) {
        if (text == previous) {
            return previousWanted;
        }
        previous = text;
        previousWanted = text.code() == Text.NO_CODE ? isIn(text) : byCode(text);
        return previousWanted;
    }

    private boolean byCode(Text text) {
        int code = text.code();
        if (code >= ofCode.length) {
            ofCode = Arrays.copyOf(ofCode, Math.max(2 * ofCode.length, code + 1));
        }
        if (ofCode[code] == UNKNOWN) {
            ofCode[code] = isIn(text) ? WANTED : UNWANTED;
        }
        return ofCode[code] == WANTED;
    }

    @SuppressWarnings("unchecked")
    private boolean isIn(Text text) {
        return ((Condition<TextPlace>) condition).values().contains(TextPlace.before(text.copy()));
    }
}
