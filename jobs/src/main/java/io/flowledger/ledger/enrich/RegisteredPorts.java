package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.PortNames;
import io.flowledger.netflow.wire.ProtocolNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Applications by IANA's registry of ports, as shipped, and protocols without ports by their name.
 */
final class RegisteredPorts {

    private static final String RESOURCE = "registered-ports.csv";
    private static final int PORTS = 1 << 16;

    /** By protocol, of those with ports: the application of each port. */
    private final int[][] byPort = new int[256][];

    /** Of the others: their names. */
    private final int[] byProtocol = new int[256];

    RegisteredPorts(Names names) {
        for (int protocol = 0; protocol < byProtocol.length; protocol++) {
            if (hasPorts(protocol)) {
                byPort[protocol] = ports(protocol, names);
            } else {
                byProtocol[protocol] = names.id(ProtocolNames.name(protocol));
            }
        }
    }

    /** The list that is shipped. */
    static FileText shipped() {
        try (InputStream in = PortNames.registry()) {
            return FileText.read(RESOURCE, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean hasPorts(int protocol) {
        return PortNames.hasPorts(protocol);
    }

    /**
     * The registered port of the two names the application, the lower one where both are
     * registered. Id in {@link Names}; 0: unknown.
     */
    int application(int protocol, int srcPort, int dstPort) {
        int[] ports = byPort[protocol & 0xFF];
        if (ports == null) {
            return byProtocol[protocol & 0xFF];
        }
        int lower = ports[Math.min(srcPort, dstPort) & PORTS - 1];
        int higher = ports[Math.max(srcPort, dstPort) & PORTS - 1];
        return lower != 0 ? lower : higher;
    }

    private static int[] ports(int protocol, Names names) {
        int[] ports = new int[PORTS];
        for (int port = 0; port < PORTS; port++) {
            ports[port] = names.id(PortNames.name(protocol, port));
        }
        return ports;
    }
}
