package io.flowledger.netflow.receiver;

import io.flowledger.netflow.spool.SpoolOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * One listening endpoint.
 *
 * @param listen where
 * @param reusePort SO_REUSEPORT: several sockets may share the port, the kernel spreads exporters
 *     over them
 * @param receiveBufferBytes socket buffer to ask the kernel for
 * @param allowed exporters that may send
 * @param spool how the spool uses its directory
 * @param statusInterval how often a status frame is written
 */
public record ReceiverOptions(
        ListenAddress listen,
        boolean reusePort,
        int receiveBufferBytes,
        AllowList allowed,
        SpoolOptions spool,
        Duration statusInterval)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int DEFAULT_BUFFER_BYTES = 32 << 20;

    public ReceiverOptions {
        if (receiveBufferBytes <= 0) {
            throw new IllegalArgumentException(
                    "receive buffer " + receiveBufferBytes + " bytes: give more than zero");
        }
        if (statusInterval.isNegative() || statusInterval.isZero()) {
            throw new IllegalArgumentException(
                    "status interval " + statusInterval + ": give more than zero");
        }
    }

    /** 32 MiB of socket buffer, anybody may send, a status a second. */
    public static ReceiverOptions listen(ListenAddress listen) {
        return new ReceiverOptions(
                listen,
                false,
                DEFAULT_BUFFER_BYTES,
                AllowList.any(),
                SpoolOptions.defaults(),
                Duration.ofSeconds(1));
    }

    public ReceiverOptions withListen(ListenAddress address) {
        return new ReceiverOptions(
                address, reusePort, receiveBufferBytes, allowed, spool, statusInterval);
    }

    public ReceiverOptions withReusePort(boolean reuse) {
        return new ReceiverOptions(
                listen, reuse, receiveBufferBytes, allowed, spool, statusInterval);
    }

    public ReceiverOptions withReceiveBufferBytes(int bytes) {
        return new ReceiverOptions(listen, reusePort, bytes, allowed, spool, statusInterval);
    }

    public ReceiverOptions withAllowed(AllowList list) {
        return new ReceiverOptions(
                listen, reusePort, receiveBufferBytes, list, spool, statusInterval);
    }

    public ReceiverOptions withSpool(SpoolOptions options) {
        return new ReceiverOptions(
                listen, reusePort, receiveBufferBytes, allowed, options, statusInterval);
    }

    public ReceiverOptions withStatusInterval(Duration interval) {
        return new ReceiverOptions(listen, reusePort, receiveBufferBytes, allowed, spool, interval);
    }
}
