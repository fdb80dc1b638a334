package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.ProtocolNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Applications by IANA's registry of ports, as shipped, and protocols without ports by their name.
 */
final class RegisteredPorts {

    private static final String RESOURCE = "registered-ports.csv";
    private static final List<String> COLUMNS = List.of("port", "protocols", "application");
    private static final int PORTS = 1 << 16;
    private static final Set<Integer> WITH_PORTS =
            Set.of(ProtocolNames.TCP, ProtocolNames.UDP, ProtocolNames.SCTP, ProtocolNames.DCCP);

    /** By protocol, of those with ports: the application of each port. */
    private final int[][] byPort = new int[256][];

    /** Of the others: their names. */
    private final int[] byProtocol = new int[256];

    RegisteredPorts(FileText shipped, Names names) {
        for (int protocol = 0; protocol < byProtocol.length; protocol++) {
            if (hasPorts(protocol)) {
                byPort[protocol] = new int[PORTS];
            } else {
                byProtocol[protocol] = names.id(ProtocolNames.name(protocol));
            }
        }
        Problems problems = new Problems();
        new CsvTable(shipped, problems).read(COLUMNS, Set.copyOf(COLUMNS), row -> add(row, names));
        try {
            problems.refuseIfAny();
        } catch (EnrichmentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The list that is shipped. */
    static FileText shipped() {
        try (InputStream in = RegisteredPorts.class.getResourceAsStream(RESOURCE)) {
            return FileText.read(RESOURCE, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean hasPorts(int protocol) {
        return WITH_PORTS.contains(protocol);
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
        return lower != 0 ? lower : ports[Math.max(srcPort, dstPort) & PORTS - 1];
    }

    private void add(CsvRow row, Names names) {
        String[] range = row.text("port").split("-");
        int last = CsvRow.number("port", range[range.length - 1], PORTS - 1);
        for (String protocol : row.text("protocols").split(" ")) {
            int[] ports = byPort[ProtocolNames.number(protocol)];
            for (int port = CsvRow.number("port", range[0], last); port <= last; port++) {
                ports[port] = names.id(row.text("application"));
            }
        }
    }
}
