package io.flowledger.archive.read;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * The bytes of one open file. What goes wrong here is the storage's fault; whatever goes wrong
 * behind it is damage.
 */
final class StoredBytes implements Closeable {

    private final String name;
    private final SeekableInputStream in;
    private final long length;
    private long bytesRead;

    StoredBytes(InputFile file, String name) throws IOException {
        this.name = name;
        try {
            this.length = file.getLength();
            this.in = file.newStream();
        } catch (IOException e) {
            throw new FlowFileException(name, "cannot be opened: " + e.getMessage(), e);
        }
    }

    long length() {
        return length;
    }

    /** Bytes {@code [at, at + count)} and behind them {@link LittleEndian#PADDING} more. */
    byte[] read(long at, int count) throws IOException {
        byte[] bytes = new byte[count + LittleEndian.PADDING];
        try {
            in.seek(at);
            in.readFully(bytes, 0, count);
        } catch (EOFException e) {
            throw FlowFileException.damaged(name, e);
        } catch (IOException e) {
            throw new FlowFileException(name, "cannot be read: " + e.getMessage(), e);
        }
        bytesRead += count;
        return bytes;
    }

    /** Of all {@link #read}. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
