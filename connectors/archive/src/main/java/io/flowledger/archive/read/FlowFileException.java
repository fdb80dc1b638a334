package io.flowledger.archive.read;

import java.io.IOException;

/** A file of the archive that cannot be read: which one, and what is wrong with it. */
public final class FlowFileException extends IOException {

    private static final long serialVersionUID = 1;

    FlowFileException(String file, String problem, Throwable cause) {
        super("archive file " + file + ": " + problem, cause);
    }

    /** Whatever a decoder stumbled over; the bytes are not what a writer wrote. */
    static FlowFileException damaged(String file, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new FlowFileException(file, "damaged or no Parquet file (" + root + ")", cause);
    }

    /**
     * Whatever who reads a file stumbles over is damage, unless it says otherwise.
     *
     * @param file what messages call it
     */
    public static FlowFileException of(String file, Exception e) {
        if (e instanceof FlowFileException already) {
            return already;
        }
        if (e instanceof NotReadable) {
            return new FlowFileException(file, e.getMessage(), e);
        }
        return damaged(file, e);
    }
}
