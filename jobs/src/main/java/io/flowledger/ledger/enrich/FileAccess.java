package io.flowledger.ledger.enrich;

import java.io.IOException;
import java.io.InputStream;

/** Where files come from: the one thing this package needs of a file system. */
public interface FileAccess {

    /** The bytes of a file from its beginning; the caller closes the stream. */
    InputStream open(String location) throws IOException;

    /**
     * A text that changes when the file does, such as time of modification and length.
     *
     * @throws IOException if there is no such file, or it cannot be asked for
     */
    String stamp(String location) throws IOException;
}
