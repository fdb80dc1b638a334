package io.flowledger.cli;

import io.flowledger.netflow.receiver.AllowList;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SyncPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of whatever opens UDP sockets: {@code collect} and {@code receive}. */
final class ReceiverFlags {

    @Option(
            names = "--listen",
            split = ",",
            paramLabel = "HOST:PORT",
            description =
                    "Where exporters send to, e.g. 0.0.0.0:2055 or [::]:2055; several with commas.")
    List<String> listen = new ArrayList<>();

    @Option(
            names = "--sockets",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Sockets per endpoint (SO_REUSEPORT), each with its thread and spool. Default: ${DEFAULT-VALUE}.")
    int sockets;

    @Option(
            names = "--receive-buffer",
            paramLabel = "SIZE",
            defaultValue = "32m",
            converter = Quantities.Bytes.class,
            description =
                    "Socket buffer to ask the kernel for (bounded by net.core.rmem_max). Default: ${DEFAULT-VALUE}.")
    long receiveBuffer;

    @Option(
            names = "--allow",
            split = ",",
            paramLabel = "CIDR",
            description =
                    "Exporters that may send, e.g. 10.0.0.0/8,2001:db8::/32. Default: anybody.")
    List<String> allow = new ArrayList<>();

    @Option(
            names = "--spool-limit",
            paramLabel = "SIZE",
            defaultValue = "20g",
            converter = Quantities.Bytes.class,
            description =
                    "Most a spool may take on disk; beyond it the newest datagrams are dropped and counted. Default: ${DEFAULT-VALUE}.")
    long spoolLimit;

    @Option(
            names = "--spool-retention",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description =
                    "How long spooled datagrams are kept after they were archived. Default: ${DEFAULT-VALUE}.")
    Duration spoolRetention;

    @Option(
            names = "--sync",
            paramLabel = "POLICY",
            defaultValue = "interval",
            description =
                    "When the spool is forced to disk: none, interval (each second) or always. Default: ${DEFAULT-VALUE}.")
    SyncPolicy sync;

    List<ListenAddress> endpoints() {
        List<ListenAddress> endpoints = listen.stream().map(ListenAddress::parse).toList();
        if (endpoints.stream().distinct().count() < endpoints.size()) {
            throw new IllegalArgumentException(
                    "--listen names an endpoint twice: " + String.join(",", listen));
        }
        return endpoints;
    }

    /** Everything but the address. */
    ReceiverOptions template() {
        if (sockets < 1 || sockets > 64) {
            throw new IllegalArgumentException("--sockets " + sockets + ": give 1 to 64");
        }
        if (receiveBuffer > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "--receive-buffer " + receiveBuffer + " bytes: give less than 2g");
        }
        return ReceiverOptions.listen(new ListenAddress("0.0.0.0", 0))
                .withReusePort(sockets > 1)
                .withReceiveBufferBytes((int) receiveBuffer)
                .withAllowed(allow.isEmpty() ? AllowList.any() : AllowList.parse(allow))
                .withSpool(
                        SpoolOptions.defaults()
                                .withMaxBytes(spoolLimit)
                                .withRetention(spoolRetention)
                                .withSync(sync));
    }
}
