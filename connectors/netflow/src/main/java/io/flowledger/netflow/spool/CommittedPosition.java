package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How far the job has durably consumed a spool. What lies before it may be deleted, unless {@link
 * NeededPosition} says otherwise, and a cold start resumes there.
 */
public final class CommittedPosition {

    private static final PositionFile FILE = new PositionFile("committed");

    private CommittedPosition() {}

    /** Empty when nothing was ever committed. */
    public static OptionalLong read(Path directory) throws IOException {
        return FILE.read(directory);
    }

    public static void write(Path directory, long position) throws IOException {
        FILE.write(directory, position);
    }
}
