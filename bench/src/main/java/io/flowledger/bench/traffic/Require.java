package io.flowledger.bench.traffic;

/** Refuses options that make no sense, in the words of the command line. */
final class Require {

    private Require() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void range(String option, long value, long min, long max) {
        that(
                value >= min && value <= max,
                option + " must be " + min + " to " + max + ", not " + value);
    }

    static void fraction(String option, double value) {
        that(value >= 0 && value < 1, option + " is a fraction from 0 to below 1: " + value);
    }
}
