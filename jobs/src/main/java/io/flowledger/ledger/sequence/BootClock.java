package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When the exporter of a numbering booted, as far as its datagrams tell: by its own wall clock
 * ({@code unix_secs − sys_uptime}, untouched by delays on the way) and by ours ({@code receive time
 * − sys_uptime}, untouched by steps of its clock). All of it is milliseconds modulo 2^32, so that
 * the wrap of sys_uptime, after 49.7 days or 5 minutes, is no event.
 */
final class BootClock {

    /** Exporters round clock and uptime differently, some to whole seconds. */
    private static final int EXPORTER_TOLERANCE_MILLIS = 2_000;

    /** How unevenly datagrams travel as a rule. */
    private static final int JITTER_MILLIS = 1_000;

    /** How unevenly they may travel. */
    private static final int RECEIVER_TOLERANCE_MILLIS = 5_000;

    /** How long a datagram that its exporter's clock vouches for may have been on its way. */
    private static final int LONGEST_DELAY_MILLIS = 600_000;

    /** Datagrams written at one moment may leave in any order. */
    private static final int REORDERED_MILLIS = 2_000;

    /**
     * An uptime that fell by less, vouched for by the exporter's clock, was overtaken on its way;
     * an exporter whose clock begins anew with each boot cannot be told otherwise.
     */
    private static final int OVERTAKEN_MILLIS = 60_000;

    /** Two clocks drift apart by less than this: one part in 2000. */
    private static final int DRIFT = 2_000;

    private int bootByExporter;
    private int bootByReceiver;
    private int uptimeMillis;
    private long receivedMicros;

    /** Takes the datagram's word for it, unless it was merely overtaken by another one. */
    void update(Sighting s) {
        boolean overtaken =
                receivedMicros != 0
                        && s.uptimeMillis - uptimeMillis < 0
                        && s.uptimeMillis - uptimeMillis > -OVERTAKEN_MILLIS
                        && agreesByExporter(s);
        if (!overtaken) {
            bootByExporter = s.bootByExporter();
            bootByReceiver = s.bootByReceiver();
            uptimeMillis = s.uptimeMillis;
        }
        receivedMicros = Math.max(receivedMicros, s.receivedMicros);
    }

    long lastReceivedMicros() {
        return receivedMicros;
    }

    /** Whether the datagram is from the same boot of the same exporter. */
    boolean agrees(Sighting s) {
        if (isPinned(s)) {
            return true;
        }
        long byReceiver = s.bootByReceiver() - bootByReceiver;
        if (agreesByExporter(s)) {
            return Math.abs(byReceiver) <= LONGEST_DELAY_MILLIS;
        }
        // a step of the exporter's clock moves one boot time, another boot moves both alike
        long byExporter = s.bootByExporter() - bootByExporter;
        boolean bothMoved =
                Math.abs(byReceiver) > JITTER_MILLIS && (byReceiver > 0) == (byExporter > 0);
        return !bothMoved && Math.abs(byReceiver) <= RECEIVER_TOLERANCE_MILLIS + driftMillis(s);
    }

    private boolean agreesByExporter(Sighting s) {
        return Math.abs((long) (s.bootByExporter() - bootByExporter))
                <= EXPORTER_TOLERANCE_MILLIS + driftMillis(s);
    }

    /**
     * Whether the exporter booted since it was last heard of: its uptime fell, to no more than has
     * passed since.
     */
    boolean isRestart(Sighting s) {
        int least = agreesByExporter(s) ? OVERTAKEN_MILLIS : REORDERED_MILLIS;
        // modulo 2^32, half of all other boots seem to be earlier ones
        long moved = Math.abs((long) (s.bootByReceiver() - bootByReceiver));
        long uptime = s.uptimeMillis & 0xFFFF_FFFFL;
        return Integer.compareUnsigned(s.uptimeMillis, uptimeMillis) < 0
                && moved > least
                && uptime <= elapsedMillis(s) + RECEIVER_TOLERANCE_MILLIS;
    }

    /** Whether its own clock was set: it agrees no longer on when the exporter booted. */
    boolean isClockStep(Sighting s) {
        return !agreesByExporter(s);
    }

    /** Whether a datagram of this uptime may stand between two of those. */
    static boolean isBetween(int before, int uptimeMillis, int after) {
        return uptimeMillis - before >= -REORDERED_MILLIS
                && after - uptimeMillis >= -REORDERED_MILLIS;
    }

    /** When the exporter booted by our clock, milliseconds since 1970. */
    long bootedAtMillis() {
        return receivedMicros / 1_000 - (uptimeMillis & 0xFFFF_FFFFL);
    }

    /** An uptime that stands still, as at 0 or at 2^32 − 1, tells nothing. */
    private boolean isPinned(Sighting s) {
        return s.uptimeMillis == uptimeMillis && (uptimeMillis == 0 || uptimeMillis == -1);
    }

    private long driftMillis(Sighting s) {
        return Math.abs(elapsedMillis(s)) / DRIFT;
    }

    private long elapsedMillis(Sighting s) {
        return (s.receivedMicros - receivedMicros) / 1_000;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(bootByExporter);
        out.writeInt(bootByReceiver);
        out.writeInt(uptimeMillis);
        out.writeLong(receivedMicros);
    }

    void read(DataInput in) throws IOException {
        bootByExporter = in.readInt();
        bootByReceiver = in.readInt();
        uptimeMillis = in.readInt();
        receivedMicros = in.readLong();
    }
}
