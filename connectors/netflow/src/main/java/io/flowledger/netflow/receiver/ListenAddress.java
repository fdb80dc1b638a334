package io.flowledger.netflow.receiver;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen, as a person writes it.
 *
 * @param host name or address, IPv6 without brackets
 * @param port UDP port; 0 lets the system choose, for tests
 */
public record ListenAddress(String host, int port) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_PORT = 65_535;
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?:\\[(?<six>[0-9A-Fa-f:.%\\w]+)]|(?<host>[\\w.-]+)):(?<port>\\d{1,5})");

    public ListenAddress {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("listen port " + port + " is not within 0 … 65535");
        }
    }

    /** {@code 0.0.0.0:2055}, {@code [::]:2055} or {@code host:2055}. */
    public static ListenAddress parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > MAX_PORT) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not an address to listen on; give HOST:PORT, as 0.0.0.0:2055,"
                            + " [::]:2055 or collector.example:2055");
        }
        String six = matcher.group("six");
        return new ListenAddress(
                six != null ? six : matcher.group("host"), Integer.parseInt(matcher.group("port")));
    }

    /** Name of the spool directory of one socket of this endpoint, safe as a file name. */
    public String spoolName(int socketIndex) {
        return host.replaceAll("[^A-Za-z0-9.]", "-") + "_" + port + "-" + socketIndex;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
