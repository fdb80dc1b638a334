package io.flowledger.jobs.accounting;

import io.flowledger.ledger.enrich.EnrichmentReloader;
import org.slf4j.Logger;

/** Says in the log when enrichment changes, and why it does not. */
final class Reloads implements EnrichmentReloader.Listener {

    private final Logger log;

    Reloads(Logger log) {
        this.log = log;
    }

    @Override
    public void reloaded(String version) {
        log.info("enrichment is now version {}", version);
    }

    @Override
    public void refused(String message) {
        log.warn("enrichment stays as it was: {}", message);
    }
}
