package io.flowledger.ledger.billing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A percentile by nearest rank: of n values sorted ascending the one at rank ⌈p/100·n⌉, from 1. It
 * is always one of the values, and at least p percent of them do not exceed it.
 *
 * @param percent above 0, up to 100
 */
public record NearestRank(BigDecimal percent) implements Serializable {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    public NearestRank {
        if (percent.signum() <= 0 || percent.compareTo(ALL) > 0) {
            throw new IllegalArgumentException(
                    "a percentile is above 0 and at most 100, not " + percent.toPlainString());
        }
        percent = percent.stripTrailingZeros();
    }

    /** Which value it is of {@code count}, from 1; in decimal, so that 95 % of 20 is 19. */
    public int rank(int count) {
        return percent.multiply(BigDecimal.valueOf(count))
                .divide(ALL, 0, RoundingMode.CEILING)
                .intValueExact();
    }

    /**
     * Of values and so many zeros besides; brings the values into another order.
     *
     * @param values the first {@code count} of them; without NaN
     * @throws IllegalArgumentException if there are neither values nor zeros
     */
    double of(double[] values, int count, int zeros) {
        if (count + zeros == 0) {
            throw new IllegalArgumentException("there is no percentile of nothing");
        }
        int rank = rank(count + zeros);
        int negative = 0;
        for (int i = 0; i < count; i++) {
            negative += values[i] < 0 ? 1 : 0;
        }
        if (rank > negative && rank <= negative + zeros) {
            return 0;
        }
        return select(values, count, (rank <= negative ? rank : rank - zeros) - 1);
    }

    /** The value that sorting would put at a place (Hoare's FIND): a month has 9,000 of them. */
    private static double select(double[] values, int count, int place) {
        int left = 0;
        int right = count - 1;
        while (left < right) {
            double pivot = values[(left + right) >>> 1];
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (place <= j) {
                right = j;
            } else if (place >= i) {
                left = i;
            } else {
                return values[place];
            }
        }
        return values[place];
    }
}
