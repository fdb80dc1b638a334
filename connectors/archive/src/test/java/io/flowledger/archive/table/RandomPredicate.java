package io.flowledger.archive.table;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random conditions on {@code losses} in SQL, of columns with NULLs; times are {@code {'…'}}, which
 * engines write differently.
 */
final class RandomPredicate {

    private static final List<String> NUMBERS =
            List.of("lost_flows", "at_least", "engine_id", "exporter_port");
    private static final List<String> TEXTS = List.of("kind", "cause", "exporter");
    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> WORDS =
            List.of("'gap'", "'restart'", "'upstream'", "'10.0.0.1'", "''", "'zz'", "'g'");
    private static final List<String> PATTERNS =
            List.of("'g%'", "'up%'", "'10.0.0.%'", "'%t'", "'1_%'");

    private final SplittableRandom random;

    RandomPredicate(long seed) {
        random = new SplittableRandom(seed);
    }

    String next(int depth) {
        return switch (depth == 0 ? 3 + random.nextInt(5) : random.nextInt(8)) {
            case 0 -> "(" + next(depth - 1) + " AND " + next(depth - 1) + ")";
            case 1 -> "(" + next(depth - 1) + " OR " + next(depth - 1) + ")";
            case 2 -> "NOT (" + next(depth - 1) + ")";
            case 3 -> compared(of(NUMBERS), number());
            case 4 -> compared(of(TEXTS), of(WORDS));
            case 5 -> compared("detected_at", time());
            case 6 ->
                    ofSeveral(of(NUMBERS), "" + 30 * random.nextInt(300), "" + random.nextInt(99));
            default ->
                    random.nextBoolean()
                            ? of(TEXTS) + not() + " LIKE " + of(PATTERNS)
                            : ofSeveral(of(TEXTS), of(WORDS), of(WORDS));
        };
    }

    private String compared(String column, String constant) {
        String operator = of(OPERATORS);
        return random.nextInt(4) == 0
                ? constant + " " + operator + " " + column
                : column + " " + operator + " " + constant;
    }

    private String ofSeveral(String column, String a, String b) {
        return switch (random.nextInt(4)) {
            case 0 -> column + " IS" + not() + " NULL";
            case 1 -> column + not() + " BETWEEN " + a + " AND " + b;
            case 2 -> "dt = '2026-02-01' OR " + column + " = " + a;
            default -> column + not() + " IN (" + a + ", " + b + ")";
        };
    }

    private String number() {
        int whole = random.nextInt(9_000);
        return switch (random.nextInt(5)) {
            case 0 -> whole + ".5";
            case 1 -> whole + "e0";
            case 2 -> "4000000000";
            default -> "" + whole / (1 + random.nextInt(300));
        };
    }

    private String time() {
        return "{'2026-0"
                + (random.nextBoolean() ? "1-31" : "2-01")
                + " 0"
                + random.nextInt(6)
                + ":30:00'}";
    }

    private String not() {
        return random.nextInt(3) == 0 ? " NOT" : "";
    }

    private String of(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
