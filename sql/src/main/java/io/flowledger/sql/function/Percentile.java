package io.flowledger.sql.function;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.functions.AggregateFunction;

/**
 * A percentile of all values of a group, exact. Values are counted, so that memory grows with how
 * many different ones there are and not with rows. NULL values are left out; of none it is NULL.
 */
public abstract class Percentile extends AggregateFunction<Double, Percentile.Counts> {

    private static final long serialVersionUID = 1;

    /** How often each value came. */
    public static final class Counts {
        public @DataTypeHint("MAP<DOUBLE, BIGINT>") MapView<Double, Long> counts = new MapView<>();
        public long total;
        public Double part;
    }

    /** As in the catalog. */
    abstract String functionName();

    /**
     * @param counts how often each value came
     * @param total of all of them, 1 or more
     * @param part 0 to 1
     */
    abstract double of(TreeMap<Double, Long> counts, long total, double part);

    @Override
    public Counts createAccumulator() {
        return new Counts();
    }

    public void accumulate(Counts to, Double value, Double part) throws Exception {
        if (part != null) {
            to.part = Argument.part(functionName(), part);
        }
        if (value != null) {
            count(to, value, 1);
        }
    }

    public void retract(Counts from, Double value, Double part) throws Exception {
        if (value != null) {
            count(from, value, -1);
        }
    }

    public void merge(Counts to, Iterable<Counts> others) throws Exception {
        for (Counts other : others) {
            to.part = other.part == null ? to.part : other.part;
            for (Map.Entry<Double, Long> entry : other.counts.entries()) {
                count(to, entry.getKey(), entry.getValue());
            }
        }
    }

    @Override
    public Double getValue(Counts from) {
        if (from.total == 0 || from.part == null) {
            return null;
        }
        TreeMap<Double, Long> sorted = new TreeMap<>();
        try {
            from.counts.entries().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        } catch (Exception e) {
            throw new IllegalStateException(functionName() + ": counts cannot be read", e);
        }
        return of(sorted, from.total, from.part);
    }

    /** The value of a rank, from 1. */
    static double ranked(TreeMap<Double, Long> counts, long rank) {
        long below = 0;
        for (Map.Entry<Double, Long> entry : counts.entrySet()) {
            below += entry.getValue();
            if (below >= rank) {
                return entry.getKey();
            }
        }
        throw new IllegalArgumentException("there is no value of rank " + rank);
    }

    private static void count(Counts in, Double value, long times) throws Exception {
        Long before = in.counts.get(value);
        long after = (before == null ? 0 : before) + times;
        if (after == 0) {
            in.counts.remove(value);
        } else {
            in.counts.put(value, after);
        }
        in.total += times;
    }
}
