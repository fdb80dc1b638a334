package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One export session: numbers and writes its datagrams, loses, repeats and delays them as told, and
 * keeps the truth about it. Owned by the generating thread.
 */
final class ExportSession {

    /** Sampling mode 1: one packet in N, deterministic (Cisco). */
    private static final int DETERMINISTIC_SAMPLING = 1 << 14;

    private static final long MAX_FIRST_UPTIME_MILLIS = 40L * 86_400_000;
    private static final long MIN_FIRST_UPTIME_MILLIS = 2L * 3_600_000;

    private final PathFaults faults;
    private final SequenceConvention convention;
    private final int socket;
    private final Profile profile;
    private final Engine engine;
    private final long startMicros;
    private final long skewMillis;
    private final long longestDelayMicros;
    private final int samplingWord;
    private final RecordWriter records;
    private final LossModel loss;
    private final TrafficRandom random;
    private final Deadlines deadlines;
    private final DelayLine delayLine = new DelayLine();
    private final DatagramTotals datagram = new DatagramTotals();
    private final DatagramTotals late = new DatagramTotals();
    private final List<SessionLife> lives = new ArrayList<>();
    private SessionLife life;

    ExportSession(
            TrafficOptions options,
            int socket,
            Profile profile,
            Engine engine,
            RecordWriter records,
            TrafficRandom random,
            Deadlines deadlines,
            long startMicros) {
        this.faults = options.faults();
        this.socket = socket;
        this.profile = profile;
        this.engine = engine;
        this.records = records;
        this.random = random;
        this.deadlines = deadlines;
        this.startMicros = startMicros;
        convention = options.numbering().conventionOf(profile);
        longestDelayMicros = faults.reorderDelay().toNanos() / 1000;
        skewMillis = options.clockSkew().toMillis();
        samplingWord = options.sampling() > 1 ? DETERMINISTIC_SAMPLING | options.sampling() : 0;
        loss =
                new LossModel(
                        faults.loss(),
                        faults.burstLength(),
                        faults.burstGap(),
                        random.forPurpose(1));
        long uptime =
                MIN_FIRST_UPTIME_MILLIS
                        + (long)
                                (random.unit()
                                        * (MAX_FIRST_UPTIME_MILLIS - MIN_FIRST_UPTIME_MILLIS));
        long numbered = random.next() >>> 33;
        // Both are drawn in any case: what is asked for must not move the draws that follow.
        Numbering asked = options.numbering();
        if (asked.firstUptime() != null) {
            uptime = asked.firstUptime().toMillis();
        }
        if (asked.firstSequence() != Numbering.DRAWN) {
            numbered = asked.firstSequence();
        }
        begin(0, startMicros / 1000 - uptime, numbered);
    }

    /** Generates one datagram and sends it, or withholds it, or keeps it for later. */
    void generate(
            long nowMicros, int recordCount, byte[] buffer, DatagramSink sink, SentTotals totals)
            throws IOException {
        int length = write(nowMicros, recordCount, buffer);
        datagram.read(buffer, recordCount);
        if (loss.withholdNext() || faults.isOut(nowMicros - startMicros)) {
            life.countWithheld(datagram, nowMicros);
            return;
        }
        life.countSent(datagram, nowMicros);
        totals.add(datagram, buffer, nowMicros);
        boolean delayed = random.chance(faults.reorder());
        boolean repeated = random.chance(faults.duplicates());
        if (delayed) {
            hold(nowMicros, buffer, length, false);
        } else {
            sink.send(socket, nowMicros, buffer, length);
            if (!delayLine.isEmpty()) {
                delayLine.passed(
                        (b, copy, overtaken) -> leaveLate(b, copy, overtaken, nowMicros, sink));
            }
        }
        if (repeated) {
            repeat(nowMicros, buffer, length, delayed, sink);
        }
    }

    /** The exporter process starts again: uptime and sequence from 0, a new epoch. */
    void restart(long nowMicros, DatagramSink sink) throws IOException {
        flush(nowMicros, sink);
        begin(life.epoch + 1, nowMicros / 1000, 0);
    }

    /** Sends what may wait no longer. */
    void leaveBy(long nowMicros, DatagramSink sink) throws IOException {
        delayLine.leaveBy(
                nowMicros, (b, copy, overtaken) -> leaveLate(b, copy, overtaken, nowMicros, sink));
    }

    /** Sends what is still waiting. */
    void flush(long nowMicros, DatagramSink sink) throws IOException {
        delayLine.flush((b, copy, overtaken) -> leaveLate(b, copy, overtaken, nowMicros, sink));
    }

    int socket() {
        return socket;
    }

    /** One truth per life that generated anything. */
    List<SessionTruth> truth(String exporter, int port) {
        return lives.stream()
                .filter(SessionLife::isUsed)
                .map(one -> one.truth(exporter, port, profile, engine, skewMillis))
                .toList();
    }

    private void begin(int epoch, long bootedAtMillis, long numbered) {
        life = new SessionLife(epoch, bootedAtMillis, numbered, convention);
        lives.add(life);
    }

    private int write(long nowMicros, int recordCount, byte[] bytes) {
        long upMillis = nowMicros / 1000 - life.bootedAtMillis;
        long clockMicros = nowMicros + skewMillis * 1000;
        V5Layout.put16(bytes, 0, V5Layout.VERSION);
        V5Layout.put16(bytes, V5Layout.COUNT, recordCount);
        V5Layout.put32(bytes, V5Layout.SYS_UPTIME, upMillis);
        V5Layout.put32(bytes, V5Layout.UNIX_SECS, Math.floorDiv(clockMicros, 1_000_000L));
        V5Layout.put32(bytes, V5Layout.UNIX_NSECS, Math.floorMod(clockMicros, 1_000_000L) * 1000);
        V5Layout.put32(bytes, V5Layout.FLOW_SEQUENCE, life.number(recordCount));
        V5Layout.put8(bytes, V5Layout.ENGINE_TYPE, engine.type());
        V5Layout.put8(bytes, V5Layout.ENGINE_ID, engine.id());
        V5Layout.put16(bytes, V5Layout.SAMPLING, samplingWord);
        records.write(bytes, V5Layout.HEADER_LENGTH, recordCount, (int) upMillis, upMillis);
        return V5Layout.HEADER_LENGTH + recordCount * V5Layout.RECORD_LENGTH;
    }

    /** Half of the copies follow at once (a mirrored path), half a little later (a longer one). */
    private void repeat(
            long nowMicros, byte[] buffer, int length, boolean delayed, DatagramSink sink)
            throws IOException {
        if (delayed || random.chance(0.5)) {
            hold(nowMicros, buffer, length, true);
        } else {
            life.duplicates.add(datagram);
            sink.send(socket, nowMicros, buffer, length);
        }
    }

    private void hold(long nowMicros, byte[] buffer, int length, boolean copy) {
        long latest = nowMicros + longestDelayMicros;
        delayLine.hold(buffer, length, copy, 1 + random.below(faults.reorderWindow()), latest);
        deadlines.add(latest, this);
    }

    private void leaveLate(
            byte[] bytes, boolean copy, boolean overtaken, long nowMicros, DatagramSink sink)
            throws IOException {
        if (copy) {
            life.duplicates.add(late.read(bytes, V5Layout.u16(bytes, V5Layout.COUNT)));
        } else if (overtaken) {
            life.reordered++;
        }
        sink.send(socket, nowMicros, bytes, bytes.length);
    }
}
