package io.flowledger.ledger.audit;

import java.util.HashMap;
import java.util.Map;

/**
 * The loss entries of one numbering, corrections taken off, as positions. A restatement voids the
 * positions of all before it: there only the sum counts.
 */
final class Entries {

    final Ranges entered = new Ranges();

    /** Units by cause, as the rows say. */
    final Map<String, Long> byCause = new HashMap<>();

    /** Sum of all rows. */
    long sum;

    /** Entered where an entry was already. */
    long twice;

    /** Corrected where no entry was. */
    long neverEntered;

    /** Below this position only the sum counts. */
    long restatedBelow = Long.MIN_VALUE;

    /** What was entered in all below that position. */
    long restatedSum;

    private final LossEstimates estimates;

    Entries(LossEstimates estimates) {
        this.estimates = estimates;
    }

    void add(long first, LossLine line) {
        estimates.lost(line.beforeMillis(), line.units());
        sum += line.units();
        byCause.merge(line.cause(), line.units(), Long::sum);
        long end = first + line.length();
        if (line.isRestatement()) {
            restate(end);
        } else if (first < restatedBelow) {
            restatedSum += line.units();
        } else if (line.isCorrection()) {
            neverEntered += line.length() - entered.remove(first, end);
        } else {
            twice += line.length() - entered.add(first, end, line.beforeMillis());
        }
    }

    private void restate(long end) {
        restatedBelow = Math.max(restatedBelow, end);
        restatedSum = sum - entered.unitsIn(restatedBelow, Long.MAX_VALUE);
        entered.remove(Long.MIN_VALUE, restatedBelow);
        twice = 0;
        neverEntered = 0;
    }
}
