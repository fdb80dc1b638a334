package io.flowledger.cli;

import io.flowledger.jobs.CollectOptions;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.spool.SpoolWriter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at what only the running job would find out, while one line can still say it: ports,
 * spools, their locks.
 */
final class Preflight {

    private Preflight() {}

    static void check(CollectOptions options) throws IOException {
        for (ListenAddress endpoint : options.endpoints()) {
            requireFree(endpoint);
            for (int socket = 0; socket < options.socketsPerEndpoint(); socket++) {
                Path spool = options.spoolRoot().resolve(endpoint.spoolName(socket));
                // opening takes the lock, recovers a torn tail and shows an unwritable or full disk
                SpoolWriter.open(spool, options.receiver().spool()).close();
            }
        }
        for (Path attached : options.attached()) {
            if (!Files.isDirectory(attached)) {
                throw new IllegalArgumentException(
                        "--attach "
                                + attached
                                + ": there is no such spool; start `flowledger receive --spool "
                                + attached
                                + "` first");
            }
        }
    }

    private static void requireFree(ListenAddress endpoint) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(address);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen on "
                            + endpoint
                            + ": "
                            + e.getMessage()
                            + "; stop what uses the port, or choose another address with --listen",
                    e);
        }
    }
}
