package io.flowledger.jobs;

import io.flowledger.ledger.accounting.AccountedTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What was accounted again.
 *
 * @param flows received in the time
 * @param views rows by view
 */
public record AccountResult(AccountedTime time, long flows, Map<String, Rows> views) {

    public AccountResult {
        views = new TreeMap<>(views);
    }

    /**
     * @param written that are there now
     * @param replaced that were there before
     */
    public record Rows(long written, long replaced) {}

    public long written() {
        return sum(Rows::written);
    }

    public long replaced() {
        return sum(Rows::replaced);
    }

    private long sum(ToLongFunction<Rows> of) {
        return views.values().stream().mapToLong(of).sum();
    }
}
