package io.flowledger.ledger.loss;

import io.flowledger.ledger.sequence.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Something that happened to one receiver and may have cost datagrams. */
final class Incident {

    /** What it cost is not known: it explains whatever is missing then. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /**
     * Datagrams are counted in millionths, since shares are fractions of them: whole numbers add up
     * to the same in any order.
     */
    static final long DATAGRAM = 1_000_000;

    final int spool;
    final Cause cause;
    final long fromMicros;
    final long toMicros;

    /** Millionths of datagrams it cost that no missing range has been explained by yet. */
    long unexplained;

    /** The session that claims it, or the first of them; null: none yet. */
    private SessionKey claimant;

    private boolean contested;

    Incident(int spool, Cause cause, long fromMicros, long toMicros, long millionths) {
        this.spool = spool;
        this.cause = cause;
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
        this.unexplained = millionths;
    }

    /** A session was missing something then. */
    void claim(SessionKey session) {
        contested |= claimant != null && !claimant.equals(session);
        claimant = claimant == null ? session : claimant;
    }

    /** Whether several sessions claim it. */
    boolean isContested() {
        return contested;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(spool);
        out.writeByte(cause.code());
        out.writeLong(fromMicros);
        out.writeLong(toMicros);
        out.writeLong(unexplained);
        out.writeBoolean(contested);
        out.writeBoolean(claimant != null);
        if (claimant != null) {
            claimant.write(out);
        }
    }

    static Incident read(DataInput in) throws IOException {
        Incident incident =
                new Incident(
                        in.readInt(),
                        Cause.ofCode(in.readByte()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong());
        incident.contested = in.readBoolean();
        incident.claimant = in.readBoolean() ? SessionKey.read(in) : null;
        return incident;
    }
}
