package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Another writer, in this or another process, holds the spool. */
public final class SpoolLockedException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolLockedException(Path directory, String holder) {
        super(
                "the spool "
                        + directory
                        + " is in use by "
                        + holder
                        + "; stop that receiver, attach to its spool, or give another spool directory");
    }
}
