package io.flowledger.ledger.accounting;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The profile of every exporter.
 *
 * @param byExporter by address, IPv4 or IPv6 text
 * @param others of those not named
 */
public record ExporterProfiles(Map<String, ExporterProfile> byExporter, ExporterProfile others)
        implements Serializable {

    public static final ExporterProfiles DEFAULT =
            new ExporterProfiles(Map.of(), ExporterProfile.CISCO);

    public ExporterProfiles {
        byExporter = new TreeMap<>(byExporter);
    }

    ExporterProfile of(String exporter) {
        return byExporter.getOrDefault(exporter, others);
    }
}
