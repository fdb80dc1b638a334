package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnDefinition;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.util.SplittableRandom;

/** A table of every kind of column, each with values that pruning has something to say about. */
public enum SampleColumn implements TableColumn {
    /** Rises, as receive times do. */
    TIME(ColumnType.TIMESTAMP, false),
    /** Few different ones. */
    PORT(ColumnType.INT32, true),
    /** Hardly ever the same. */
    ADDRESS(ColumnType.INT64, true),
    /** The extremes of its type among them. */
    NUMBER(ColumnType.INT32, true),
    NAME(ColumnType.STRING, true),
    SHARE(ColumnType.DOUBLE, true);

    private final ColumnDefinition definition;

    SampleColumn(ColumnType type, boolean nullable) {
        definition = new ColumnDefinition(type, nullable, name());
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }

    /** Value of a row. */
    Object value(int row, SplittableRandom random) {
        if (nullable() && (row / 40 % 5 == ordinal() || random.nextInt(6) == 0)) {
            return null;
        }
        return switch (this) {
            case TIME -> 1_767_225_600_000L + 10L * row + random.nextInt(30);
            case PORT -> (long) (row / 300 * 3 + random.nextInt(4));
            case ADDRESS -> 1_000_000L * (row / 100 % 7) + random.nextInt(1 << 18);
            case NUMBER ->
                    random.nextInt(10) == 0
                            ? (long) (random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE)
                            : random.nextInt();
            case NAME -> NAMES[random.nextInt(NAMES.length)] + row / 500;
            case SHARE -> random.nextInt(5) == 0 ? -0.0 : random.nextDouble(-10, 10);
        };
    }

    /** Of one to four bytes in UTF-8: their order there is not that of Java's chars. */
    private static final String[] NAMES = {"", "a", "aa", "z", "é", "\uFB01", "\uD83D\uDE00"};
}
