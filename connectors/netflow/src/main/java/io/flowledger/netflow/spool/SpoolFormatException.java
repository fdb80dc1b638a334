package io.flowledger.netflow.spool;

import java.io.IOException;

/** A file in the spool directory is none of ours, or of a newer version than this program reads. */
public final class SpoolFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolFormatException(String message) {
        super(message);
    }
}
