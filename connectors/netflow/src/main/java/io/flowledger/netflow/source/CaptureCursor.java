package io.flowledger.netflow.source;

import io.flowledger.netflow.capture.CaptureReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;

/** Reads a capture file to its end. A cut one gives its whole packets and then a remark. */
final class CaptureCursor implements SplitCursor {

    private final CaptureReader reader;
    private final int batchBytes;
    private final Consumer<String> remarks;
    private long lastMicros;
    private boolean finished;

    private CaptureCursor(CaptureReader reader, int batchBytes, Consumer<String> remarks) {
        this.reader = reader;
        this.batchBytes = batchBytes;
        this.remarks = remarks;
    }

    static CaptureCursor open(
            CaptureSplit split, Set<Integer> ports, int batchBytes, Consumer<String> remarks)
            throws IOException {
        return new CaptureCursor(openReader(split, ports), batchBytes, remarks);
    }

    private static CaptureReader openReader(CaptureSplit split, Set<Integer> ports)
            throws IOException {
        Path path = new Path(split.uri());
        if ("file".equals(path.toUri().getScheme())) {
            java.nio.file.Path file = java.nio.file.Path.of(path.toUri());
            return CaptureReader.open(file, split.position(), ports);
        }
        InputStream stream;
        try {
            stream = path.getFileSystem().open(path);
        } catch (FileNotFoundException e) {
            throw new IOException("there is no capture file " + split.uri(), e);
        }
        return CaptureReader.open(stream, split.uri(), split.position(), ports);
    }

    @Override
    public Fetched poll() throws IOException {
        FetchedPackets packets = new FetchedPackets(batchBytes, reader.position());
        while (!finished && !packets.isFull()) {
            if (reader.next()) {
                packets.add(reader, micros());
            } else {
                finish();
            }
        }
        packets.endsAt(reader.position());
        return packets.count() == 0 ? null : packets;
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** A packet without a time was captured when the one before it was. */
    private long micros() {
        lastMicros = reader.hasTimestamp() ? reader.timestampMicros() : lastMicros;
        return lastMicros;
    }

    private void finish() {
        finished = true;
        if (reader.isCut()) {
            remarks.accept(reader.cutDescription());
        }
    }
}
