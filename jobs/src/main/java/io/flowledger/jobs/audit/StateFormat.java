package io.flowledger.jobs.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * First byte of what the operators keep in Flink's state as bytes of their own: in which format the
 * rest is. A format covers everything nested in it. One that changes gets the next number here, and
 * its reader goes on reading those before.
 */
enum StateFormat {
    /** A session's key and audit. */
    SESSION("session", 1),
    /** Totals by exporter. */
    TALLIES("totals by exporter", 1),
    /**
     * What waits for its cause, what is known of receivers, totals by cause. In 2 a missing range
     * says when it showed, and by itself whether it does.
     */
    ATTRIBUTION("attribution", 2);

    private final String name;
    private final int current;

    StateFormat(String name, int current) {
        this.name = name;
        this.current = current;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(current);
    }

    /**
     * @return the format of what follows, one that is known
     * @throws IOException if a later version wrote it, or one before there were formats
     */
    int read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format < 1 || format > current) {
            throw new IOException(
                    "state of "
                            + name
                            + " in format "
                            + format
                            + " was stored; this program reads 1 to "
                            + current
                            + ": use the version that wrote the checkpoint");
        }
        return format;
    }
}
