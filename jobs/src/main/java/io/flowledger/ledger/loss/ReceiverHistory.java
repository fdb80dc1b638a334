package io.flowledger.ledger.loss;

import io.flowledger.netflow.receiver.ReceiverNotice;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The last minutes of all receivers, as incidents made from their notices. */
final class ReceiverHistory {

    /** Bounds what a receiver that drops in every second leaves behind. */
    private static final int MAX_INCIDENTS = 10_000;

    /** Counters of a receiver when it last spoke. */
    private record Last(long micros, long kernelDrops, long spoolDrops) {}

    private final Map<Integer, Last> last = new HashMap<>();
    private final Deque<Incident> incidents = new ArrayDeque<>();

    void add(ReceiverNotice notice) {
        Last before = last.get(notice.spool());
        long at = notice.receivedAtMicros();
        switch (notice.kind()) {
            case STARTED -> {
                long since = before == null ? at : before.micros;
                incident(notice.spool(), Cause.COLLECTOR_DOWN, since, at, Incident.UNLIMITED);
                last.put(notice.spool(), new Last(at, 0, 0));
            }
            case STATUS -> {
                if (before != null) {
                    dropped(
                            notice,
                            Cause.SOCKET_OVERFLOW,
                            before.kernelDrops,
                            notice.kernelDrops());
                    dropped(notice, Cause.SPOOL_OVERFLOW, before.spoolDrops, notice.spoolDrops());
                }
                last.put(notice.spool(), new Last(at, notice.kernelDrops(), notice.spoolDrops()));
            }
            case STOPPED ->
                    last.computeIfPresent(
                            notice.spool(),
                            (spool, was) -> new Last(at, was.kernelDrops, was.spoolDrops));
            case EVICTED ->
                    incident(notice.spool(), Cause.SPOOL_OVERFLOW, at, at, Incident.UNLIMITED);
        }
    }

    private void dropped(ReceiverNotice notice, Cause cause, long before, long now) {
        long drops = now - Math.max(0, before);
        if (drops > 0) {
            long since = last.get(notice.spool()).micros;
            incident(
                    notice.spool(),
                    cause,
                    since,
                    notice.receivedAtMicros(),
                    drops * Incident.DATAGRAM);
        }
    }

    private void incident(int spool, Cause cause, long from, long to, long millionths) {
        incidents.addLast(new Incident(spool, cause, from, to, millionths));
        if (incidents.size() > MAX_INCIDENTS) {
            incidents.removeFirst();
        }
    }

    /** In the order in which they were told. */
    Collection<Incident> incidents() {
        return incidents;
    }

    void forgetBefore(long micros) {
        while (!incidents.isEmpty() && incidents.peekFirst().toMicros < micros) {
            incidents.removeFirst();
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(last.size());
        for (Map.Entry<Integer, Last> entry : last.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeLong(entry.getValue().micros);
            out.writeLong(entry.getValue().kernelDrops);
            out.writeLong(entry.getValue().spoolDrops);
        }
        out.writeInt(incidents.size());
        for (Incident incident : incidents) {
            incident.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            last.put(in.readInt(), new Last(in.readLong(), in.readLong(), in.readLong()));
        }
        for (int i = in.readInt(); i > 0; i--) {
            incidents.addLast(Incident.read(in));
        }
    }
}
