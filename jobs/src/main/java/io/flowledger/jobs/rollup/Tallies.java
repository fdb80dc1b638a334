package io.flowledger.jobs.rollup;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;

/** Whole numbers by name, added up over all tasks of a job. */
final class Tallies implements Accumulator<Map<String, Long>, TreeMap<String, Long>> {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Tally> tallies = new TreeMap<>();

    /** One of the numbers; whoever adds to it often keeps it. */
    static final class Tally implements Serializable {

        private static final long serialVersionUID = 1L;

        private long number;

        void add(long more) {
            number += more;
        }
    }

    Tally of(String name) {
        return tallies.computeIfAbsent(name, none -> new Tally());
    }

    void add(String name, long number) {
        of(name).add(number);
    }

    @Override
    public void add(Map<String, Long> more) {
        more.forEach(this::add);
    }

    @Override
    public TreeMap<String, Long> getLocalValue() {
        TreeMap<String, Long> numbers = new TreeMap<>();
        tallies.forEach((name, tally) -> numbers.put(name, tally.number));
        return numbers;
    }

    @Override
    public void resetLocal() {
        tallies.clear();
    }

    @Override
    public void merge(Accumulator<Map<String, Long>, TreeMap<String, Long>> other) {
        add(other.getLocalValue());
    }

    @Override
    @SuppressWarnings("PMD.CloneMethodMustImplementCloneable")
    public Tallies clone() {
        Tallies copy = new Tallies();
        copy.add(getLocalValue());
        return copy;
    }
}
