package io.flowledger.bench.traffic;

import java.time.Duration;

/**
 * What kind of exporter is imitated: its timeouts, its sequence numbers, the fields it leaves 0.
 */
public enum Profile {
    /** A router: idle 15 s, active 30 min, routing fields filled in. */
    CISCO(Duration.ofSeconds(15), Duration.ofMinutes(30), SequenceConvention.FIRST_RECORD),
    /** VMware ESX: idle 15 s, active 5 min, next hop, ASes and masks always 0. */
    ESX(Duration.ofSeconds(15), Duration.ofMinutes(5), SequenceConvention.FIRST_RECORD),
    /**
     * Open vSwitch: layer-2 octets, no routing fields, sequence of the last record, engine type =
     * engine id = datapath number shared by bridges that differ in UDP port only.
     */
    OVS(Duration.ofSeconds(15), Duration.ofMinutes(10), SequenceConvention.LAST_RECORD);

    private final Duration idleTimeout;
    private final Duration activeTimeout;
    private final SequenceConvention convention;

    Profile(Duration idleTimeout, Duration activeTimeout, SequenceConvention convention) {
        this.idleTimeout = idleTimeout;
        this.activeTimeout = activeTimeout;
        this.convention = convention;
    }

    public Duration idleTimeout() {
        return idleTimeout;
    }

    public Duration activeTimeout() {
        return activeTimeout;
    }

    public SequenceConvention convention() {
        return convention;
    }

    boolean fillsRoutingFields() {
        return this == CISCO;
    }

    boolean countsLayer2Octets() {
        return this == OVS;
    }
}
