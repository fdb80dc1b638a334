package io.flowledger.netflow.capture;

import java.util.Locale;

/** Why a captured packet gave no UDP payload. */
public enum SkipReason {
    /** The link type of its interface is none of those that {@link LinkLayer} reads. */
    UNSUPPORTED_LINK_TYPE,
    /** ARP, MPLS, PPPoE and whatever else is neither IPv4 nor IPv6. */
    NOT_IP,
    /** TCP, ICMP, … */
    NOT_UDP,
    /** UDP to a port that was not asked for. */
    OTHER_PORT,
    /** A fragment behind the first; fragments are not reassembled. */
    LATER_FRAGMENT,
    /** The capture's snap length left no byte of the payload, or cut the headers before it. */
    CUT_BEFORE_PAYLOAD,
    /** Headers that contradict themselves: no stack would deliver the packet. */
    MALFORMED;

    /** Lower-case name as summaries show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
