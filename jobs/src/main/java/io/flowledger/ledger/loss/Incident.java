package io.flowledger.ledger.loss;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Something that happened to one receiver and may have cost datagrams. */
final class Incident {

    /** What it cost is not known: it explains whatever is missing then. */
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    final int spool;
    final Cause cause;
    final long fromMicros;
    final long toMicros;

    /** Datagrams it cost that no missing range has been explained by yet. */
    double unexplained;

    Incident(int spool, Cause cause, long fromMicros, long toMicros, double datagrams) {
        this.spool = spool;
        this.cause = cause;
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
        this.unexplained = datagrams;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(spool);
        out.writeByte(cause.code());
        out.writeLong(fromMicros);
        out.writeLong(toMicros);
        out.writeDouble(unexplained);
    }

    static Incident read(DataInput in) throws IOException {
        return new Incident(
                in.readInt(),
                Cause.ofCode(in.readByte()),
                in.readLong(),
                in.readLong(),
                in.readDouble());
    }
}
