package io.flowledger.netflow.capture;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A stream with a window of contiguous bytes at the current position. The window grows to the
 * largest packet that formats ask for and no further.
 *
 * <pre>
 *   buffer  | consumed (still readable until the next require) | window | free |
 *           0                                                start     end
 * </pre>
 */
final class CaptureInput implements Closeable {

    private static final int INITIAL_BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final String name;
    private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
    private int start;
    private int end;
    private long position;
    private boolean endedEarly;

    CaptureInput(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /** What messages call this input: the file. */
    String name() {
        return name;
    }

    /** Offset in the input of the next byte. */
    long position() {
        return position;
    }

    byte[] bytes() {
        return buffer;
    }

    /** Index in {@link #bytes()} of the next byte. */
    int start() {
        return start;
    }

    /** Bytes in the window; after {@link #has} said no, all that the input still had. */
    int available() {
        return end - start;
    }

    boolean isAtEnd() throws IOException {
        return !has(1) && !endedEarly;
    }

    /** Whether {@code length} more bytes are there; reads them into the window. */
    boolean has(int length) throws IOException {
        if (available() >= length) {
            return true;
        }
        makeRoom(length);
        while (available() < length) {
            int read = read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    void require(int length, String what) throws IOException {
        if (!has(length)) {
            throw cut(what, length);
        }
    }

    /** Goes {@code length} bytes forward; without reading them where the stream can seek. */
    void skip(long length, String what) throws IOException {
        int buffered = (int) Math.min(length, available());
        start += buffered;
        position += buffered;
        long left = length - buffered;
        while (left > 0) {
            long skipped = skipOrRead(left);
            if (skipped < 0) {
                throw cut(what, length);
            }
            left -= skipped;
            position += skipped;
        }
    }

    private CutCapture cut(String what, long length) {
        return new CutCapture(
                what
                        + " of "
                        + length
                        + " bytes runs past the end of the file, which has "
                        + (position + available())
                        + " bytes");
    }

    /**
     * The last byte is read, never skipped: a FileInputStream skips past the end without a word.
     */
    private long skipOrRead(long length) throws IOException {
        try {
            long skipped = length > 1 ? in.skip(length - 1) : 0;
            if (skipped > 0) {
                return skipped;
            }
        } catch (EOFException e) {
            endedEarly = true;
            return -1;
        }
        start = 0;
        end = 0;
        return read(buffer, 0, (int) Math.min(length, buffer.length));
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (EOFException e) {
            // Only GZIPInputStream: the compressed file is cut.
            endedEarly = true;
            return -1;
        } catch (ZipException e) {
            throw new CaptureException(
                    name
                            + " is damaged inside its gzip compression, behind byte "
                            + (position + available())
                            + " of the capture ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    private void makeRoom(int length) {
        if (start + length <= buffer.length) {
            return;
        }
        byte[] target =
                length <= buffer.length
                        ? buffer
                        : new byte[Math.max(length, Math.min(2 * buffer.length, 1 << 19))];
        System.arraycopy(buffer, start, target, 0, available());
        end -= start;
        start = 0;
        buffer = target;
    }

    /** The first bytes in hexadecimal, for a message about a file that is no capture. */
    String firstBytes(int count) {
        StringBuilder text = new StringBuilder();
        for (byte b : Arrays.copyOfRange(buffer, start, start + Math.min(count, available()))) {
            text.append(String.format("%02x ", b));
        }
        return text.toString().trim();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
