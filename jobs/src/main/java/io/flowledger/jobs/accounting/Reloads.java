package io.flowledger.jobs.accounting;

import io.flowledger.ledger.enrich.EnrichmentReloader;
import org.slf4j.Logger;

/** Says in the log when enrichment changes, and why it does not. */
final class Reloads implements EnrichmentReloader.Listener {

    private final Logger log;
    private volatile long refusals;

    Reloads(Logger log) {
        this.log = log;
    }

    @Override
    public void reloaded(String version) {
        log.info("enrichment is now version {}", version);
    }

    @Override
    public void refused(String message) {
        refusals++;
        log.warn("enrichment stays as it was: {}", message);
    }

    /** Versions that were refused. */
    long refusals() {
        return refusals;
    }
}
