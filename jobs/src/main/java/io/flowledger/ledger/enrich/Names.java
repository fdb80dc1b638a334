package io.flowledger.ledger.enrich;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Texts as small numbers, so that keys are compared and hashed as ints; 0 is the unknown. Append
 * only: an id keeps its text, whatever is reloaded. Ids are of this table alone and mean nothing in
 * another one, so they are never stored.
 *
 * <p>Any thread may call either method.
 */
public final class Names {

    private static final int FIRST_CAPACITY = 64;

    private final Map<String, Integer> ids = new HashMap<>();

    /**
     * Written anew after every entry, also where it is the same array: that publishes the entry.
     */
    private volatile String[] texts = new String[FIRST_CAPACITY];

    /** The id of a text; 0 for null and for the empty text. */
    public synchronized int id(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        Integer known = ids.get(text);
        if (known != null) {
            return known;
        }
        int id = ids.size() + 1;
        String[] grown = id < texts.length ? texts : Arrays.copyOf(texts, 2 * texts.length);
        grown[id] = text;
        texts = grown;
        ids.put(text, id);
        return id;
    }

    /** The text of an id of this table; null for 0. */
    public String name(int id) {
        return texts[id];
    }
}
