package io.flowledger.netflow.receiver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's count of datagrams it dropped on one socket of this process. Sockets of other
 * processes on the same port (SO_REUSEPORT) are not ours to count, so the socket is known by its
 * inode. Slow: not for the receiving thread.
 */
final class KernelDrops {

    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/self/net/udp"), Path.of("/proc/self/net/udp6"));
    private static final Pattern SOCKET_LINK = Pattern.compile("socket:\\[(\\d+)]");

    private final Path table;
    private final long inode;
    private long total;
    private int lastReading;

    private KernelDrops(Path table, long inode) {
        this.table = table;
        this.inode = inode;
    }

    /**
     * @param port local port of the socket
     * @param inodesBefore {@link #ownSockets} just before it was opened
     * @return null where the system has no such tables
     */
    static KernelDrops find(int port, Set<Long> inodesBefore) {
        Set<Long> candidates = ownSockets();
        candidates.removeAll(inodesBefore);
        for (Path table : TABLES) {
            OptionalLong inode = UdpSocketTable.inodeOf(lines(table), port, candidates);
            if (inode.isPresent()) {
                return new KernelDrops(table, inode.getAsLong());
            }
        }
        return null;
    }

    /** Inodes of all sockets of this process; empty where that cannot be told. */
    static Set<Long> ownSockets() {
        Set<Long> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                addInode(descriptor, inodes);
            }
        } catch (IOException e) {
            return inodes;
        }
        return inodes;
    }

    /** Dropped since the socket was opened; the kernel counts in 32 bits, this does not wrap. */
    synchronized long total() {
        OptionalLong reading = UdpSocketTable.dropsOf(lines(table), inode);
        if (reading.isPresent()) {
            total += (int) reading.getAsLong() - lastReading & 0xFFFF_FFFFL;
            lastReading = (int) reading.getAsLong();
        }
        return total;
    }

    private static void addInode(Path descriptor, Set<Long> inodes) {
        try {
            Matcher link = SOCKET_LINK.matcher(Files.readSymbolicLink(descriptor).toString());
            if (link.matches()) {
                inodes.add(Long.parseLong(link.group(1)));
            }
        } catch (IOException e) {
            // Closed since it was listed: not the socket we look for.
            return;
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of();
        }
    }
}
