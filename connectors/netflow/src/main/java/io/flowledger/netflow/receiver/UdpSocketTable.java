package io.flowledger.netflow.receiver;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Text of {@code /proc/net/udp} and {@code udp6} (Linux, net/ipv4/udp.c, udp4_format_sock): one
 * socket a line, local address and port in hexadecimal in column 1, inode in 9, drops in 12.
 */
final class UdpSocketTable {

    private static final int LOCAL = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private UdpSocketTable() {}

    /** Inode of the socket on this local port that is among the candidates. */
    static OptionalLong inodeOf(List<String> lines, int port, Set<Long> candidates) {
        for (String line : lines) {
            String[] columns = columns(line);
            if (columns != null
                    && portOf(columns[LOCAL]) == port
                    && candidates.contains(Long.parseLong(columns[INODE]))) {
                return OptionalLong.of(Long.parseLong(columns[INODE]));
            }
        }
        return OptionalLong.empty();
    }

    /** The 32-bit drop counter of a socket. */
    static OptionalLong dropsOf(List<String> lines, long inode) {
        String text = Long.toString(inode);
        for (String line : lines) {
            String[] columns = columns(line);
            if (columns != null && columns[INODE].equals(text)) {
                return OptionalLong.of(Long.parseLong(columns[DROPS]));
            }
        }
        return OptionalLong.empty();
    }

    /** Null for the heading and for what does not look like a socket. */
    private static String[] columns(String line) {
        String[] columns = line.trim().split("\\s+");
        return columns.length > DROPS
                        && columns[0].endsWith(":")
                        && columns[INODE].matches("\\d{1,18}")
                        && columns[DROPS].matches("\\d{1,18}")
                ? columns
                : null;
    }

    private static int portOf(String local) {
        return Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16);
    }
}
