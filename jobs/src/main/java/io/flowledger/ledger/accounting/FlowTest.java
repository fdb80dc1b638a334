package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether the values that flows have in one column are within ranges. */
final class FlowTest {

    private static final int ADDRESS_BITS = 32;

    /** Its place among the columns of the accounting. */
    private final int column;

    private final Range[] ranges;
    private final boolean wanted;

    FlowTest(int column, Range[] ranges, boolean wanted) {
        this.column = column;
        this.ranges = ranges;
        this.wanted = wanted;
    }

    /** Networks are asked for by address: a flow is of a network if its address is in it. */
    static KeyPart asked(KeyColumn column) {
        return switch (column) {
            case SRC_NETWORK -> new KeyPart(KeyColumn.SRC_ADDR, null, 0);
            case DST_NETWORK -> new KeyPart(KeyColumn.DST_ADDR, null, 0);
            default -> new KeyPart(column, null, 0);
        };
    }

    /** Takes those flows out of {@code passes} that do not pass. */
    void narrow(FlowColumns flows, boolean[] passes) {
        long[] values = flows.column(column);
        for (int i = 0; i < flows.count(); i++) {
            passes[i] &= isWithin(values[i]) == wanted;
        }
    }

    private boolean isWithin(long value) {
        for (Range range : ranges) {
            if (value >= range.from && value <= range.to) {
                return true;
            }
        }
        return false;
    }

    /** Values from one to another, inclusive. */
    record Range(long from, long to) {

        static Range ofName(String text, Names names) {
            long id = text.equals(FlowFilter.UNKNOWN) ? 0 : names.id(text);
            return new Range(id, id);
        }

        /**
         * A value of a column as configuration has it.
         *
         * @throws IllegalArgumentException if it is none
         */
        static Range parse(KeyColumn column, String text) {
            return switch (column.kind()) {
                case DIRECTION -> one(FlowDirection.values(), column, text);
                case TCP_CLASS -> one(TcpClass.values(), column, text);
                case ADDRESS, NETWORK -> prefix(column, text);
                default -> numbers(column, text);
            };
        }

        private static Range one(Enum<?>[] choices, KeyColumn column, String text) {
            for (Enum<?> choice : choices) {
                if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return new Range(choice.ordinal(), choice.ordinal());
                }
            }
            throw new IllegalArgumentException(
                    column.columnName() + ": '" + text + "' is none of " + texts(choices));
        }

        private static String texts(Enum<?>[] choices) {
            return Arrays.stream(choices)
                    .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }

        private static Range numbers(KeyColumn column, String text) {
            if (column.kind() == KeyColumn.Kind.NUMBER_OR_UNKNOWN
                    && text.equals(FlowFilter.UNKNOWN)) {
                return new Range(0, 0);
            }
            long most = (1L << column.bits()) - 1;
            int dash = text.indexOf('-');
            try {
                long from = Long.parseLong(dash < 0 ? text : text.substring(0, dash).trim());
                long to = dash < 0 ? from : Long.parseLong(text.substring(dash + 1).trim());
                if (from >= 0 && from <= to && to <= most) {
                    return new Range(from, to);
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException(
                    column.columnName()
                            + ": '"
                            + text
                            + "' is no number of 0 to "
                            + most
                            + ", nor two with a dash between them");
        }

        private static Range prefix(KeyColumn column, String text) {
            int slash = text.indexOf('/');
            try {
                long base = address(slash < 0 ? text : text.substring(0, slash));
                int length = slash < 0 ? ADDRESS_BITS : Integer.parseInt(text.substring(slash + 1));
                long rest = (1L << ADDRESS_BITS - length) - 1;
                if (length >= 0 && length <= ADDRESS_BITS && (base & rest) == 0) {
                    return new Range(base, base | rest);
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException(
                    column.columnName()
                            + ": '"
                            + text
                            + "' is no IPv4 address or prefix, such as 192.0.2.0/24");
        }

        private static long address(String text) {
            String[] octets = text.split("\\.", -1);
            if (octets.length != 4) {
                throw new NumberFormatException(text);
            }
            long address = 0;
            for (String octet : octets) {
                int value = Integer.parseInt(octet);
                if (value < 0 || value > 255) {
                    throw new NumberFormatException(text);
                }
                address = address << 8 | value;
            }
            return address;
        }
    }
}
