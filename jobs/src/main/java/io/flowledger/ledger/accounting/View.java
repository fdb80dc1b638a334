package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Totals that are kept: of which flows, by what, for how long a window.
 *
 * @param name of the view and of its partition
 * @param keys what flows are told apart by; none for a grand total
 * @param window how long one is; windows begin at multiples of it since 1970
 * @param mostKeys keys of one window that a stratum posts; those beyond go to {@code other}
 */
public record View(
        String name, List<KeyPart> keys, FlowFilter filter, Duration window, int mostKeys)
        implements Serializable {

    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);
    public static final int DEFAULT_MOST_KEYS = 10_000;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_KEYS = 1_000_000;

    public View {
        keys = new ArrayList<>(keys); // of a kind that Java serialization takes
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is no name of a view: small letters, digits and _, a letter first");
        }
        Set<KeyColumn> seen = new HashSet<>();
        for (KeyPart key : keys) {
            if (!seen.add(key.column())) {
                throw new IllegalArgumentException(key.column().columnName() + " is named twice");
            }
        }
        if (window.compareTo(SHORTEST) < 0
                || window.compareTo(DAY) > 0
                || DAY.toMillis() % window.toMillis() != 0) {
            throw new IllegalArgumentException(
                    "a window is 10 s to a day and divides the day evenly, not " + window);
        }
        if (mostKeys < 1 || mostKeys > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "1 to " + MOST_KEYS + " keys can be kept, not " + mostKeys);
        }
        new KeyLayout(keys);
    }

    /**
     * A view as configuration has it: keys and columns by name.
     *
     * @throws IllegalArgumentException if something of it is wrong
     */
    public static View of(
            String name,
            List<String> keys,
            Map<String, List<String>> only,
            Map<String, List<String>> except,
            Duration window,
            int mostKeys) {
        return new View(
                name,
                keys.stream().map(KeyPart::parse).toList(),
                FlowFilter.of(only, except),
                window,
                mostKeys);
    }

    public View withMostKeys(int most) {
        return new View(name, keys, filter, window, most);
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeByte(keys.size());
        for (KeyPart key : keys) {
            out.writeUTF(key.toString());
        }
        filter.write(out);
        out.writeLong(window.toMillis());
        out.writeInt(mostKeys);
    }

    static View read(DataInput in) throws IOException {
        String name = in.readUTF();
        List<KeyPart> keys = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            keys.add(KeyPart.parse(in.readUTF()));
        }
        FlowFilter filter = FlowFilter.read(in);
        return new View(name, keys, filter, Duration.ofMillis(in.readLong()), in.readInt());
    }

    KeyLayout layout() {
        return new KeyLayout(keys);
    }
}
