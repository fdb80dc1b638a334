package io.flowledger.netflow.receiver;

import io.flowledger.netflow.spool.ReceiverStatus;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All receivers of one process: endpoints × sockets, each with its spool {@code
 * <root>/<host>_<port>-<socket>}. Either all of them open, or none.
 */
public final class ReceiverDaemon implements Closeable {

    private final List<Receiver> receivers;

    private ReceiverDaemon(List<Receiver> receivers) {
        this.receivers = List.copyOf(receivers);
    }

    /**
     * @param socketsPerEndpoint more than one shares each port by SO_REUSEPORT
     * @param template everything but the address to listen on
     */
    public static ReceiverDaemon open(
            List<ListenAddress> endpoints,
            int socketsPerEndpoint,
            ReceiverOptions template,
            Path spoolRoot)
            throws IOException {
        if (endpoints.isEmpty() || socketsPerEndpoint < 1) {
            throw new IllegalArgumentException(
                    "nothing to listen on: give at least one HOST:PORT and one socket for each");
        }
        List<Receiver> opened = new ArrayList<>();
        try {
            for (ListenAddress endpoint : endpoints) {
                ReceiverOptions options =
                        template.withListen(endpoint)
                                .withReusePort(template.reusePort() || socketsPerEndpoint > 1);
                for (int socket = 0; socket < socketsPerEndpoint; socket++) {
                    Path spool = spoolRoot.resolve(endpoint.spoolName(socket));
                    opened.add(Receiver.open(options, spool));
                }
            }
            return new ReceiverDaemon(opened);
        } catch (IOException | RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    public List<Receiver> receivers() {
        return receivers;
    }

    /** Sums over all receivers; kernel drops unknown as soon as one is unknown. */
    public ReceiverStatus totals() {
        ReceiverStatus sum = new ReceiverStatus(0, 0, 0, 0, 0, 0);
        for (Receiver receiver : receivers) {
            sum = sum.plus(receiver.counters().snapshot());
        }
        return sum;
    }

    /** Distinct lines an operator should read: problems and advice on socket buffers. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (Receiver receiver : receivers) {
            addRemark(remarks, receiver, receiver.problem());
            addRemark(remarks, receiver, receiver.counters().bufferAdvice());
        }
        return remarks;
    }

    /** Stops all receivers as {@link Receiver#stopReceiving} does and releases their spools. */
    @Override
    public void close() throws IOException {
        IOException failed = new IOException("receivers did not close cleanly");
        closeAll(receivers, failed);
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private static void addRemark(List<String> remarks, Receiver receiver, String text) {
        if (text != null && !text.isEmpty()) {
            String line = receiver.listenAddress() + ": " + text;
            if (!remarks.contains(line)) {
                remarks.add(line);
            }
        }
    }

    private static void closeAll(List<Receiver> receivers, Exception collecting) {
        for (Receiver receiver : receivers) {
            try {
                receiver.close();
            } catch (IOException | RuntimeException e) {
                collecting.addSuppressed(e);
            }
        }
    }
}
