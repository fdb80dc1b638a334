package io.flowledger.archive.table;

import java.util.List;
import java.util.Optional;

/**
 * A boolean SQL function of an address and constants, such as {@code cidr_match(src_addr,
 * '10.0.0.0/8')}, that is true for ranges of addresses. A user-defined function that implements it
 * is evaluated by the archive's tables themselves where its first argument is one of their columns
 * of numbers and the others are constants: statistics then prune by it.
 *
 * <p>The planner looks such a function up by its name without underscores (Flink 2.3,
 * RexNodeToExpressionConverter): {@code cidr_match} has to be registered as {@code cidrmatch} as
 * well, or it is evaluated row by row.
 *
 * <p>For NULL as the address the function must give NULL, for every other address true or false as
 * the ranges say.
 */
public interface AddressRangeFunction {

    /**
     * The addresses that the function is true for.
     *
     * @param constants the arguments behind the address, none of them null: text as {@link String},
     *     numbers as {@link Integer} or {@link Long}
     * @return pairs {@code {least, most}}, both included, in any order; nothing if the function is
     *     better evaluated row by row
     * @throws IllegalArgumentException if it would fail for these constants whatever the address;
     *     the message reaches the user
     */
    Optional<long[][]> ranges(List<Object> constants);
}
