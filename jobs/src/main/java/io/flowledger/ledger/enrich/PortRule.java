package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.Ipv4Prefix;
import io.flowledger.netflow.wire.ProtocolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An operator's rule for one application.
 *
 * @param server the network of the side that the port is of
 * @param firstPort first and last port; all of them where the file names none
 * @param application id in {@link Names}
 */
record PortRule(
        int protocol, Ipv4Prefix server, int firstPort, int lastPort, int application, int line) {

    static final int LAST_PORT = 0xFFFF;
    private static final int LAST_PROTOCOL = 255;
    private static final List<String> COLUMNS =
            List.of("protocol", "port", "application", "server");

    static List<PortRule> read(FileText file, Names names, Problems problems) {
        List<PortRule> rules = new ArrayList<>();
        new CsvTable(file, problems)
                .read(COLUMNS, Set.of("protocol", "application"), row -> rules.add(of(row, names)));
        return rules;
    }

    int width() {
        return lastPort - firstPort;
    }

    private static PortRule of(CsvRow row, Names names) {
        int protocol = protocol(row.required("protocol"));
        String ports = row.text("port");
        int dash = ports.indexOf('-');
        int first = 0;
        int last = LAST_PORT;
        if (!ports.isEmpty()) {
            requirePorts(protocol);
            first = port(ports, dash < 0 ? ports : ports.substring(0, dash).strip());
            last = dash < 0 ? first : port(ports, ports.substring(dash + 1).strip());
        }
        if (last < first) {
            throw noPort(ports);
        }
        String server = row.text("server");
        return new PortRule(
                protocol,
                server.isEmpty() ? Ipv4Prefix.ALL : Ipv4Prefix.parse(server),
                first,
                last,
                names.id(row.required("application")),
                row.line());
    }

    private static int protocol(String text) {
        int number = ProtocolNames.number(text.toLowerCase(Locale.ROOT));
        if (number >= 0) {
            return number;
        }
        try {
            return CsvRow.number("protocol", text, LAST_PROTOCOL);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "protocol '" + text + "' is not known; write tcp, udp, … or its number");
        }
    }

    private static void requirePorts(int protocol) {
        if (!RegisteredPorts.hasPorts(protocol)) {
            String name = ProtocolNames.name(protocol);
            throw new IllegalArgumentException(
                    "protocol "
                            + (name == null ? protocol : name)
                            + " has no ports; leave the column 'port' empty");
        }
    }

    private static int port(String whole, String text) {
        try {
            return CsvRow.number("port", text, LAST_PORT);
        } catch (IllegalArgumentException e) {
            throw noPort(whole);
        }
    }

    private static IllegalArgumentException noPort(String text) {
        return new IllegalArgumentException(
                "port '" + text + "' is none from 0 to 65535; write 8080 or a range 8000-8099");
    }
}
