package io.flowledger.ledger.accounting;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A column of a view, and for a network how it is found.
 *
 * @param network null for other columns
 * @param length prefix length, for {@link Network#LENGTH}
 */
public record KeyPart(KeyColumn column, Network network, int length) implements Serializable {

    /** What decides on the prefix that an address is counted under. */
    public enum Network {
        /** The prefix length that the exporter sent, from its routing table; 0 is unknown. */
        MASK,
        /** A fixed length. */
        LENGTH,
        /** The longest matching prefix of the operator's list. */
        PREFIXES
    }

    private static final String PREFIX_LIST = "prefixes";

    /**
     * Parses {@code src_as}, {@code src_network}, {@code src_network/24} or {@code
     * src_network/prefixes}.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    static KeyPart parse(String text) {
        int slash = text.indexOf('/');
        KeyColumn column = column(slash < 0 ? text : text.substring(0, slash));
        if (column.kind() != KeyColumn.Kind.NETWORK) {
            if (slash >= 0) {
                throw new IllegalArgumentException(
                        "only a network takes a length, not '" + text + "'");
            }
            return new KeyPart(column, null, 0);
        }
        if (slash < 0) {
            return new KeyPart(column, Network.MASK, 0);
        }
        String how = text.substring(slash + 1);
        if (how.equals(PREFIX_LIST)) {
            return new KeyPart(column, Network.PREFIXES, 0);
        }
        return new KeyPart(column, Network.LENGTH, length(text, how));
    }

    static KeyColumn column(String name) {
        for (KeyColumn column : KeyColumn.values()) {
            if (column.columnName().equals(name)) {
                return column;
            }
        }
        String known =
                Arrays.stream(KeyColumn.values())
                        .map(KeyColumn::columnName)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("there is no key '" + name + "'; known are " + known);
    }

    private static int length(String text, String digits) {
        try {
            int length = Integer.parseInt(digits);
            if (length >= 0 && length <= 32) {
                return length;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + text + "': after the / comes a length of 0 to 32, or 'prefixes'");
    }

    @Override
    public String toString() {
        if (network == null || network == Network.MASK) {
            return column.columnName();
        }
        return column.columnName()
                + "/"
                + (network == Network.PREFIXES ? PREFIX_LIST : String.valueOf(length));
    }
}
