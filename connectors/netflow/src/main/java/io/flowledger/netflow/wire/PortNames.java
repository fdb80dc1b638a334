package io.flowledger.netflow.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Service names of ports (IANA's Service Name and Transport Protocol Port Number Registry, as
 * shipped in {@code registered-ports.csv}, whose header says of what date it is).
 */
public final class PortNames {

    private static final String REGISTRY = "registered-ports.csv";
    private static final int PORTS = 1 << 16;
    private static final String HEADER = "port,";

    /** By protocol, of those with ports: the name of each port. */
    private static final String[][] NAMES = read();

    private PortNames() {}

    /** Whether ports of this protocol are registered. */
    public static boolean hasPorts(int protocol) {
        return protocol >= 0 && protocol < NAMES.length && NAMES[protocol] != null;
    }

    /** The name of a port; null if nobody registered it, or the protocol has no ports. */
    public static String name(int protocol, int port) {
        return hasPorts(protocol) && port >= 0 && port < PORTS ? NAMES[protocol][port] : null;
    }

    /** The file, for whoever wants to know its version. */
    public static InputStream registry() {
        return PortNames.class.getResourceAsStream(REGISTRY);
    }

    private static String[][] read() {
        String[][] names = new String[256][];
        for (int protocol :
                new int[] {
                    ProtocolNames.TCP, ProtocolNames.UDP, ProtocolNames.SCTP, ProtocolNames.DCCP
                }) {
            names[protocol] = new String[PORTS];
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(registry(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.startsWith(HEADER)) {
                    add(line.split(","), names);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** {@code 6000-6063,tcp udp,x11}. */
    private static void add(String[] columns, String[][] names) {
        String[] range = columns[0].split("-");
        int last = Integer.parseInt(range[range.length - 1]);
        for (String protocol : columns[1].split(" ")) {
            String[] ports = names[ProtocolNames.number(protocol)];
            for (int port = Integer.parseInt(range[0]); port <= last; port++) {
                ports[port] = columns[2];
            }
        }
    }
}
