package io.flowledger.jobs.rollup;

import io.flowledger.ledger.accounting.Sampling;
import java.util.StringJoiner;

/** Where sampling rates came from, as one bit each, so that rows of several can be added up. */
final class SamplingRules {

    private static final Sampling[] ALL = Sampling.values();

    private SamplingRules() {}

    /**
     * @param text one or more labels, by commas
     */
    static int bits(String text) {
        int bits = 0;
        for (Sampling rule : ALL) {
            for (String label : text.split(",")) {
                if (rule.label().equals(label)) {
                    bits |= 1 << rule.ordinal();
                }
            }
        }
        return bits;
    }

    static String text(int bits) {
        StringJoiner text = new StringJoiner(",");
        for (Sampling rule : ALL) {
            if ((bits & 1 << rule.ordinal()) != 0) {
                text.add(rule.label());
            }
        }
        return text.toString();
    }
}
