package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Numbers of an export session that are missing, before anyone has asked why. Sent to the
 * attribution of causes.
 *
 * @param session whose
 * @param epochMillis the numbering, named by when its first datagram was received
 * @param kind what it is
 * @param firstSequence first missing number, modulo 2^32; -1 where there is none
 * @param lastSequence last missing number, modulo 2^32; -1 where there is none
 * @param units how many are missing; negative for a correction, {@link #UNKNOWN} for a restart
 * @param unitsAreFlows whether a unit is a flow; else it is a datagram of unknown size
 * @param atLeast lower bound on what is lost where that is unknown, else {@link #UNKNOWN}
 * @param refused of the units, those that came in datagrams that were refused
 * @param meanFlows flows per datagram of this numbering so far
 * @param afterMicros receive time of the datagram before
 * @param beforeMicros receive time of the first datagram beyond
 * @param shownMicros when it showed, which accounting goes by: for a gap that is {@code
 *     beforeMicros}, or later where it took more datagrams to read the convention; for a correction
 *     when the late datagram came
 * @param spool that one's spool
 * @param complete whether the reorder window was over when it was entered; else there were too many
 *     open gaps, or the input ended
 */
public record MissingRange(
        SessionKey session,
        long epochMillis,
        Kind kind,
        long firstSequence,
        long lastSequence,
        long units,
        boolean unitsAreFlows,
        long atLeast,
        long refused,
        double meanFlows,
        long afterMicros,
        long beforeMicros,
        long shownMicros,
        int spool,
        boolean complete)
        implements Finding {

    public static final long UNKNOWN = Long.MIN_VALUE;

    /** In the upper half of the byte of the kind; format 0 had no {@code shownMicros}. */
    private static final int FORMAT = 1;

    private static final int KIND_BITS = 4;

    /** The code is what serializers hold; codes are never reused. */
    public enum Kind {
        /** Numbers that did not come within the reorder window. */
        GAP(1),
        /** Records missing from a datagram that came. */
        TRUNCATED(2),
        /** A late datagram brought what was entered as missing: units are negative. */
        CORRECTION(3),
        /** Around a restart: how much is missing, nobody knows. */
        RESTART(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of missing range has the code " + code);
        }
    }

    public void write(DataOutput out) throws IOException {
        session.write(out);
        out.writeLong(epochMillis);
        out.writeByte(FORMAT << KIND_BITS | kind.code());
        out.writeLong(firstSequence);
        out.writeLong(lastSequence);
        out.writeLong(units);
        out.writeBoolean(unitsAreFlows);
        out.writeLong(atLeast);
        out.writeLong(refused);
        out.writeDouble(meanFlows);
        out.writeLong(afterMicros);
        out.writeLong(beforeMicros);
        out.writeLong(shownMicros);
        out.writeInt(spool);
        out.writeBoolean(complete);
    }

    public static MissingRange read(DataInput in) throws IOException {
        SessionKey session = SessionKey.read(in);
        long epochMillis = in.readLong();
        int formatAndKind = in.readUnsignedByte();
        Kind kind = Kind.ofCode(formatAndKind & (1 << KIND_BITS) - 1);
        long firstSequence = in.readLong();
        long lastSequence = in.readLong();
        long units = in.readLong();
        boolean unitsAreFlows = in.readBoolean();
        long atLeast = in.readLong();
        long refused = in.readLong();
        double meanFlows = in.readDouble();
        long afterMicros = in.readLong();
        long beforeMicros = in.readLong();
        long shownMicros = formatAndKind >> KIND_BITS == 0 ? beforeMicros : in.readLong();
        return new MissingRange(
                session,
                epochMillis,
                kind,
                firstSequence,
                lastSequence,
                units,
                unitsAreFlows,
                atLeast,
                refused,
                meanFlows,
                afterMicros,
                beforeMicros,
                shownMicros,
                in.readInt(),
                in.readBoolean());
    }
}
