package io.flowledger.sql.function;

import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * A function of the catalog.
 *
 * @param name in lower case
 * @param arguments as in the reference, e.g. {@code address BIGINT}
 * @param returns type of the result
 * @param description one sentence for the reference
 * @param implementation public, with a constructor without arguments
 */
public record LedgerFunction(
        String name,
        String arguments,
        String returns,
        String description,
        Class<? extends UserDefinedFunction> implementation) {}
