package io.flowledger.jobs.rollup;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;

/** Whole numbers by name, added up over all tasks of a job. */
final class Tallies implements Accumulator<Map<String, Long>, TreeMap<String, Long>> {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Long> numbers = new TreeMap<>();

    void add(String name, long number) {
        numbers.merge(name, number, Long::sum);
    }

    @Override
    public void add(Map<String, Long> more) {
        more.forEach(this::add);
    }

    @Override
    public TreeMap<String, Long> getLocalValue() {
        return numbers;
    }

    @Override
    public void resetLocal() {
        numbers.clear();
    }

    @Override
    public void merge(Accumulator<Map<String, Long>, TreeMap<String, Long>> other) {
        add(other.getLocalValue());
    }

    @Override
    @SuppressWarnings("PMD.CloneMethodMustImplementCloneable")
    public Tallies clone() {
        Tallies copy = new Tallies();
        copy.add(numbers);
        return copy;
    }
}
