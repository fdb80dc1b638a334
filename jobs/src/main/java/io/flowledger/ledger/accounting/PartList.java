package io.flowledger.ledger.accounting;

import java.util.ArrayList;
import java.util.List;

/** What all views together ask of a flow, each once. */
final class PartList {

    private final List<KeyPart> parts = new ArrayList<>();

    int place(KeyPart part) {
        int at = parts.indexOf(part);
        if (at < 0) {
            at = parts.size();
            parts.add(part);
        }
        return at;
    }

    KeyPart[] toArray() {
        return parts.toArray(new KeyPart[0]);
    }
}
