package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Another writer or another job, in this or another process, holds the spool. */
public final class SpoolLockedException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolLockedException(Path directory, SpoolLock.Use use, String holder) {
        super(
                switch (use) {
                    case WRITING ->
                            "the spool "
                                    + directory
                                    + " is in use by "
                                    + holder
                                    + "; stop that receiver, attach to its spool, or give another"
                                    + " spool directory";
                    case READING ->
                            "the spool "
                                    + directory
                                    + " is read by a job of "
                                    + holder
                                    + "; two would archive every flow twice: stop that one first";
                });
    }
}
