package io.flowledger.ledger.accounting;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    /**
     * An exporter's address as the ledger writes it.
     *
     * @throws IllegalArgumentException if it is no IP address; names are not looked up
     */
    public static String address(String text) {
        if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("'" + text + "' is no IP address");
        }
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no IP address", e);
        }
    }

    ExporterProfile of(String exporter) {
        return byExporter.getOrDefault(exporter, others);
    }
}
