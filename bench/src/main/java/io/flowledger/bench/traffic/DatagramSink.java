package io.flowledger.bench.traffic;

import java.io.IOException;

/** Where datagrams go, in the order in which they leave. */
public interface DatagramSink {

    /**
     * One UDP payload leaves.
     *
     * @param socket index of the sending (address, port), see {@link TrafficOptions#sockets()}
     * @param timeMicros when, microseconds since 1970
     * @param bytes the payload is {@code bytes[0 .. length)}, valid during the call only
     */
    void send(int socket, long timeMicros, byte[] bytes, int length) throws IOException;
}
