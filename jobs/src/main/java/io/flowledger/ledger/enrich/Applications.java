package io.flowledger.ledger.enrich;

/**
 * Protocols and ports as applications; immutable. The operator's rules go first, then IANA's
 * registry of ports as shipped.
 */
public final class Applications {

    private final PortRules rules;
    private final RegisteredPorts registered;

    Applications(PortRules rules, RegisteredPorts registered) {
        this.rules = rules;
        this.registered = registered;
    }

    /**
     * The application of a flow. Either side may be the server:
     *
     * <ol>
     *   <li>a rule that matches one side; of several the one with the longer server prefix, then
     *       with the narrower range of ports, then of the lower port, then of the destination;
     *   <li>the name of the port that is registered; where both are, of the lower one;
     *   <li>protocols without ports: their name.
     * </ol>
     *
     * @param proto IP protocol
     * @param srcAddr source address as a 32-bit number
     * @param dstAddr destination address as a 32-bit number
     * @return id in {@link Names}; 0: unknown
     */
    public int application(int proto, int srcAddr, int srcPort, int dstAddr, int dstPort) {
        int ruled = rules.application(proto, srcAddr, srcPort, dstAddr, dstPort);
        return ruled != 0 ? ruled : registered.application(proto, srcPort, dstPort);
    }

    /** Number of the operator's rules. */
    public int rules() {
        return rules.size();
    }
}
