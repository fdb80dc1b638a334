package io.flowledger.netflow.receiver;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Set;

/** A bound, non-blocking UDP socket and the kernel's drop counter of it. */
final class ListeningSocket implements Closeable {

    /** Two sockets opened at once could not be told apart by what is new in the process. */
    private static final Object OPENING = new Object();

    private final DatagramChannel channel;
    private final KernelDrops drops;

    private ListeningSocket(DatagramChannel channel, KernelDrops drops) {
        this.channel = channel;
        this.drops = drops;
    }

    static ListeningSocket open(ReceiverOptions options) throws IOException {
        ListenAddress listen = options.listen();
        InetAddress address;
        try {
            address = InetAddress.getByName(listen.host());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "cannot listen on "
                            + listen
                            + ": the host "
                            + listen.host()
                            + " is unknown; give an address of this machine, or 0.0.0.0 for all",
                    e);
        }
        synchronized (OPENING) {
            Set<Long> before = KernelDrops.ownSockets();
            DatagramChannel channel = openFor(address, listen);
            try {
                configure(channel, options);
                channel.bind(new InetSocketAddress(address, listen.port()));
                int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                return new ListeningSocket(channel, KernelDrops.find(port, before));
            } catch (BindException e) {
                channel.close();
                throw cannotBind(listen, e);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** In the unit it is asked for: the JDK halves the doubled value that Linux reports. */
    int grantedBufferBytes() throws IOException {
        return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    long kernelDrops() {
        return drops == null ? ReceiverCounters.UNKNOWN : drops.total();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** IPv4 addresses get an IPv4 socket: a dual-stack one on 0.0.0.0 would also take IPv6. */
    private static DatagramChannel openFor(InetAddress address, ListenAddress listen)
            throws IOException {
        try {
            return DatagramChannel.open(
                    address instanceof Inet4Address
                            ? StandardProtocolFamily.INET
                            : StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "cannot listen on " + listen + ": this machine has no IPv6; use 0.0.0.0", e);
        }
    }

    private static void configure(DatagramChannel channel, ReceiverOptions options)
            throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
        if (options.reusePort()) {
            if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                throw new IOException(
                        "this system cannot share a UDP port between sockets (SO_REUSEPORT);"
                                + " use one socket for "
                                + options.listen());
            }
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
    }

    private static IOException cannotBind(ListenAddress listen, BindException e) {
        String message = String.valueOf(e.getMessage());
        String why;
        if (message.contains("in use")) {
            why =
                    "the port is in use by another program; stop it (ss -lunp shows it) or choose another";
        } else if (message.contains("Cannot assign")) {
            why = "this machine has no such address; give one of its own, or 0.0.0.0 for all";
        } else if (message.contains("ermission")) {
            why = "not permitted; ports below 1024 need privileges, choose a higher one";
        } else {
            why = message;
        }
        return new IOException("cannot listen on " + listen + ": " + why, e);
    }
}
