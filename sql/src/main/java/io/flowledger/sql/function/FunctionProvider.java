package io.flowledger.sql.function;

import java.util.List;

/**
 * Functions of another module, found by {@link java.util.ServiceLoader}: what the catalog offers
 * but this module cannot compute.
 */
public interface FunctionProvider {

    /** What it adds. */
    List<LedgerFunction> functions();
}
