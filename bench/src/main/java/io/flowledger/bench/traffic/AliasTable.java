package io.flowledger.bench.traffic;

/**
 * Draws from a discrete distribution in constant time (Vose's alias method): one multiplication and
 * two array reads, whatever the population.
 */
final class AliasTable {

    private final int[] threshold;
    private final int[] alias;

    AliasTable(double[] weights) {
        int n = weights.length;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] scaled = new double[n];
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            scaled[i] = weights[i] * n / total;
            if (scaled[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        threshold = new int[n];
        alias = new int[n];
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[--larges];
            set(less, scaled[less], more);
            scaled[more] += scaled[less] - 1;
            if (scaled[more] < 1) {
                small[smalls++] = more;
            } else {
                large[larges++] = more;
            }
        }
        while (larges > 0) {
            set(large[--larges], 1, large[larges]);
        }
        while (smalls > 0) {
            set(small[--smalls], 1, small[smalls]);
        }
    }

    /** Zipf: the i-th of {@code population} is drawn with a weight of 1 / (i+1)^exponent. */
    static AliasTable zipf(int population, double exponent) {
        double[] weights = new double[population];
        for (int i = 0; i < population; i++) {
            weights[i] = Math.pow(i + 1, -exponent);
        }
        return new AliasTable(weights);
    }

    int draw(long bits) {
        int slot = TrafficRandom.scale((int) (bits >>> 32), threshold.length);
        return ((int) bits >>> 1) < threshold[slot] ? slot : alias[slot];
    }

    private void set(int slot, double probability, int other) {
        threshold[slot] = (int) Math.min(Integer.MAX_VALUE, probability * 0x1.0p31);
        alias[slot] = probability >= 1 ? slot : other;
    }
}
