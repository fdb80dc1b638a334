package io.flowledger.ledger.accounting;

import java.io.Serializable;
import java.time.Duration;

/**
 * What accounting must know of an exporter that its datagrams do not say.
 *
 * @param sampling where its sampling rate comes from
 * @param fixedRate packets one counted packet stands for, where that is configured
 * @param activeTimeout longest time that one flow record tells of; no flow is spread further back
 */
public record ExporterProfile(Sampling sampling, int fixedRate, Duration activeTimeout)
        implements Serializable {

    /** Cisco's defaults: 15 s idle, 30 min active. */
    public static final ExporterProfile CISCO =
            new ExporterProfile(Sampling.HEADER, 1, Duration.ofMinutes(30));

    /** VMware ESX 3.5: 5 min active, fixed; never samples. */
    public static final ExporterProfile ESX =
            new ExporterProfile(Sampling.FIXED, 1, Duration.ofMinutes(5));

    /** Open vSwitch: counters are deltas of one active timeout (600 s) while First stands still. */
    public static final ExporterProfile OVS =
            new ExporterProfile(Sampling.FIXED, 1, Duration.ofMinutes(10));

    /** Juniper: the interval without a mode; 30 min active. */
    public static final ExporterProfile JUNIPER =
            new ExporterProfile(Sampling.INTERVAL, 1, Duration.ofMinutes(30));

    public ExporterProfile {
        if (fixedRate < 1 || fixedRate > 65_535) {
            throw new IllegalArgumentException(
                    "a sampling rate is 1 in 1 to 1 in 65535, not 1 in " + fixedRate);
        }
        if (activeTimeout.isNegative()
                || activeTimeout.isZero()
                || activeTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("an active timeout is longer than 0, up to a day");
        }
    }

    /**
     * One of those above by its name in the configuration.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ExporterProfile named(String name) {
        return switch (name) {
            case "cisco" -> CISCO;
            case "esx" -> ESX;
            case "ovs" -> OVS;
            case "juniper" -> JUNIPER;
            default ->
                    throw new IllegalArgumentException(
                            "'" + name + "' is none of cisco, esx, ovs, juniper");
        };
    }

    public ExporterProfile with(Sampling kind, int rate) {
        return new ExporterProfile(kind, rate, activeTimeout);
    }

    public ExporterProfile withActiveTimeout(Duration timeout) {
        return new ExporterProfile(sampling, fixedRate, timeout);
    }

    /** Packets that one counted packet of this datagram stands for. */
    int rate(byte[] header, int offset) {
        return sampling.rate(header, offset, fixedRate);
    }
}
