package io.flowledger.netflow.capture;

import java.io.IOException;

/** One of the two file formats: knows its framing and nothing of what packets hold. */
interface PacketFormat {

    /**
     * Largest believable packet in bytes; more is damage. libpcap's own limit (MAXIMUM_SNAPLEN).
     */
    int MAX_PACKET_BYTES = 256 * 1024;

    /**
     * Takes the next packet out of the input, which then stands behind it; the packet's bytes stay
     * in the input's buffer until the next call.
     *
     * @return false at the end of the input
     * @throws CutCapture when the input ends inside a packet
     * @throws CaptureException for damage
     */
    boolean next(CapturedPacket packet) throws IOException;

    /**
     * Goes on to a packet boundary that was reported before, by another reader of the same file.
     */
    void resumeAt(long position) throws IOException;
}
