package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * From where on a spool is needed to go on from the oldest checkpoint that is still kept, where the
 * job keeps more than its newest. Nothing behind it is deleted for its age; for its space, it is.
 */
public final class NeededPosition {

    private static final PositionFile FILE = new PositionFile("needed");

    private NeededPosition() {}

    /** Empty when only the newest checkpoint is kept. */
    public static OptionalLong read(Path directory) throws IOException {
        return FILE.read(directory);
    }

    public static void write(Path directory, long position) throws IOException {
        FILE.write(directory, position);
    }

    /** From now on only the newest checkpoint is kept. */
    public static void clear(Path directory) throws IOException {
        FILE.delete(directory);
    }
}
