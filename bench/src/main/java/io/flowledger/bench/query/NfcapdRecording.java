package io.flowledger.bench.query;

import io.flowledger.netflow.capture.CaptureReader;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends a capture to nfcapd, which has no other input, no faster than it can take it, from the
 * addresses in the capture.
 */
final class NfcapdRecording {

    private static final int BUFFER = 16 << 20;
    private static final int DATAGRAMS_PER_LOOK = 64;

    /** As little of what the kernel grants as it may be. */
    private static final long MOST_QUEUED = 100_000;

    private static final long PATIENCE_SECONDS = 60;
    private static final int RECEIVE_QUEUE = 4;

    private final Path capture;
    private final InetSocketAddress to;

    NfcapdRecording(Path capture, InetSocketAddress to) {
        this.capture = capture;
        this.to = to;
    }

    /**
     * @param files where nfcapd writes
     * @return datagrams sent
     */
    long into(Path files) throws IOException, InterruptedException {
        Files.createDirectories(files);
        Process nfcapd =
                new ProcessBuilder(
                                List.of(
                                        "nfcapd",
                                        "-4",
                                        "-y",
                                        "-b",
                                        to.getHostString(),
                                        "-p",
                                        String.valueOf(to.getPort()),
                                        "-w",
                                        files.toString(),
                                        "-B",
                                        String.valueOf(BUFFER)))
                        .redirectErrorStream(true)
                        .redirectOutput(files.resolveSibling("nfcapd.log").toFile())
                        .start();
        try {
            awaitListening(nfcapd);
            long sent = send(nfcapd);
            while (queued() > 0) {
                Thread.sleep(10);
            }
            return sent;
        } finally {
            nfcapd.destroy();
            if (!nfcapd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                nfcapd.destroyForcibly();
            }
        }
    }

    private void awaitListening(Process nfcapd) throws IOException, InterruptedException {
        for (long tries = 0; queued() < 0; tries++) {
            if (!nfcapd.isAlive() || tries > 1_000) {
                throw new IOException("nfcapd does not listen on " + to);
            }
            Thread.sleep(10);
        }
    }

    private long send(Process nfcapd) throws IOException, InterruptedException {
        Map<InetSocketAddress, DatagramChannel> exporters = new HashMap<>();
        long sent = 0;
        try (CaptureReader reader = CaptureReader.open(capture)) {
            while (reader.next()) {
                if (sent++ % DATAGRAMS_PER_LOOK == 0) {
                    awaitRoom(nfcapd);
                }
                InetSocketAddress from =
                        new InetSocketAddress(
                                InetAddress.getByName(
                                        ExporterAddress.text(
                                                reader.sourceAddressHigh(),
                                                reader.sourceAddressLow())),
                                reader.sourcePort());
                DatagramChannel channel = exporters.get(from);
                if (channel == null) {
                    channel = DatagramChannel.open().bind(from).connect(to);
                    exporters.put(from, channel);
                }
                channel.write(
                        ByteBuffer.wrap(
                                reader.bytes(), reader.payloadOffset(), reader.payloadLength()));
            }
        } finally {
            for (DatagramChannel channel : exporters.values()) {
                channel.close();
            }
        }
        return sent;
    }

    private void awaitRoom(Process nfcapd) throws IOException, InterruptedException {
        while (queued() > MOST_QUEUED) {
            if (!nfcapd.isAlive()) {
                throw new IOException("nfcapd ended");
            }
            Thread.onSpinWait();
        }
    }

    /** Bytes that wait at its socket; -1 if there is none. */
    private long queued() throws IOException {
        byte[] address = to.getAddress().getAddress();
        String local =
                String.format(
                        Locale.ROOT,
                        "%02X%02X%02X%02X:%04X",
                        address[3],
                        address[2],
                        address[1],
                        address[0],
                        to.getPort());
        for (String line : Files.readAllLines(Path.of("/proc/net/udp"))) {
            String[] fields = line.strip().split("\\s+");
            if (fields[1].equals(local)) {
                return Long.parseLong(fields[RECEIVE_QUEUE].split(":")[1], 16);
            }
        }
        return -1;
    }
}
