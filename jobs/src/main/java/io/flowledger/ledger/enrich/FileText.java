package io.flowledger.ledger.enrich;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A file as it was read: its bytes, and the text that they are in UTF-8. A byte order mark is
 * passed over.
 */
final class FileText {

    /** A million prefixes are some 50 MB; past this it is the wrong file. */
    static final int MOST_BYTES = 256 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String location;
    private final byte[] bytes;
    private final int start;

    FileText(String location, byte[] bytes) {
        this.location = location;
        this.bytes = bytes;
        this.start = startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    }

    static FileText read(String location, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("it is larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        return new FileText(location, bytes);
    }

    String location() {
        return location;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Fails with {@link java.nio.charset.CharacterCodingException} where it is not UTF-8. */
    Reader reader() {
        return new InputStreamReader(
                new ByteArrayInputStream(bytes, start, bytes.length - start),
                StandardCharsets.UTF_8.newDecoder());
    }

    /** The line of the first byte that is not UTF-8, from 1. */
    int lineOfFirstBadByte() {
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(1 << 13);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (decoder.decode(in, out, true).isOverflow()) {
            out.clear();
        }
        int line = 1;
        for (int i = 0; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static boolean startsWithMark(byte[] bytes) {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (i >= bytes.length || bytes[i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
