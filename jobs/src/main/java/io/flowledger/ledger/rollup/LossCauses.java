package io.flowledger.ledger.rollup;

import io.flowledger.ledger.loss.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places of causes in arrays: those of {@link Cause} in their order, and behind them unknown. */
public final class LossCauses {

    public static final int UNKNOWN = Cause.values().length;
    public static final int COUNT = UNKNOWN + 1;

    private LossCauses() {}

    /**
     * @param label as in the table of losses; null where the cause is unknown
     */
    public static int of(String label) {
        return label == null ? UNKNOWN : Cause.valueOf(label.toUpperCase(Locale.ROOT)).ordinal();
    }

    /** Labels by place. */
    public static List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            labels.add(cause.label());
        }
        labels.add("unknown");
        return labels;
    }
}
