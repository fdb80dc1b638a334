package io.flowledger.jobs.rollup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Of what the rows of a view were made, in a day or a month.
 *
 * @param source fingerprint of the files they were made of
 * @param rows of these
 * @param digest of all these rows; files may be written anew, their rows stay the same
 * @param received minutes of receipt of these rows
 * @param losses digest of the entries of losses of that time
 * @param made fingerprint of the files that were made
 */
record ViewMark(
        String source, long rows, long digest, ReceivedTime received, long losses, String made) {

    String text() {
        return "source:"
                + source
                + " rows:"
                + rows
                + " digest:"
                + Long.toHexString(digest)
                + " from:"
                + received.fromMillis()
                + " to:"
                + received.toMillis()
                + " losses:"
                + Long.toHexString(losses)
                + " made:"
                + made;
    }

    /** Nothing if it is not to be read, which is as good as none. */
    static Optional<ViewMark> parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String part : text.split(" ")) {
            int colon = part.indexOf(':');
            values.put(part.substring(0, Math.max(0, colon)), part.substring(colon + 1));
        }
        try {
            return Optional.of(
                    new ViewMark(
                            required(values, "source"),
                            Long.parseLong(required(values, "rows")),
                            Long.parseUnsignedLong(required(values, "digest"), 16),
                            new ReceivedTime(
                                    Long.parseLong(required(values, "from")),
                                    Long.parseLong(required(values, "to"))),
                            Long.parseUnsignedLong(required(values, "losses"), 16),
                            required(values, "made")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
