package io.flowledger.ledger.audit;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that one exporter's engine has under one epoch: one numbering, or as many as there are UDP
 * source ports where sessions are told apart by them. Session rows come first, then entries and
 * datagrams in order of time, as {@link #order} says.
 */
public final class NumberingAudit {

    private static final long STEPS_PER_MILLI = 4;

    private final String exporter;
    private final int engineType;
    private final int engineId;
    private final long epochMillis;
    private final AuditedTime time;
    private final Map<Integer, SessionLine> lines = new TreeMap<>();
    private final Map<Integer, EpochAudit> byPort = new TreeMap<>();
    private final Map<Integer, Unaudited> unaudited = new TreeMap<>();
    private long newestMillis = Long.MIN_VALUE;

    public NumberingAudit(
            String exporter, int engineType, int engineId, long epochMillis, AuditedTime time) {
        this.exporter = exporter;
        this.engineType = engineType;
        this.engineId = engineId;
        this.epochMillis = epochMillis;
        this.time = time;
    }

    // ---- the order lines must come in ----------------------------------------------------------

    public static long order(SessionLine line) {
        return Long.MIN_VALUE;
    }

    /** A correction behind what it corrects, both before the datagrams of their moment. */
    public static long order(LossLine line) {
        return line.beforeMillis() * STEPS_PER_MILLI + (line.isCorrection() ? 1 : 0);
    }

    public static long order(ArchivedDatagram datagram) {
        return datagram.receivedAtMillis() * STEPS_PER_MILLI + 2;
    }

    // ---- lines ---------------------------------------------------------------------------------

    public void add(SessionLine line) {
        SessionLine known = lines.get(line.port());
        if (known == null || known.reportedMillis() <= line.reportedMillis()) {
            lines.put(line.port(), line);
        }
    }

    public void add(LossLine line) {
        audit(line.port()).add(line);
    }

    public void add(ArchivedDatagram datagram) {
        if (epochMillis == ExportDatagram.EPOCH_UNKNOWN) {
            newestMillis = Math.max(newestMillis, datagram.receivedAtMillis());
            if (time.isWithin(datagram.receivedAtMillis())) {
                unaudited
                        .computeIfAbsent(datagram.exporterPort(), port -> new Unaudited())
                        .add(datagram);
            }
        } else {
            audit(datagram.exporterPort()).add(datagram);
        }
    }

    private EpochAudit audit(int port) {
        int key = lines.containsKey(SessionLine.ANY_PORT) ? SessionLine.ANY_PORT : port;
        return byPort.computeIfAbsent(
                key, one -> new EpochAudit(session(key), epochMillis, lines.get(key), time));
    }

    private ExportSession session(int port) {
        return new ExportSession(exporter, port, engineType, engineId);
    }

    /** Nothing more comes: the balance of each numbering that has anything in the time. */
    public List<EpochBalance> finish() {
        lines.keySet().forEach(this::audit);
        List<EpochBalance> balances = new ArrayList<>();
        byPort.values().forEach(audit -> balances.add(audit.finish()));
        unaudited.forEach((port, sums) -> balances.add(unaudited(port, sums)));
        return balances;
    }

    private EpochBalance unaudited(int port, Unaudited sums) {
        return new EpochBalance(
                session(port),
                epochMillis,
                null,
                true,
                sums.flows,
                -1,
                sums.flows,
                0,
                Map.of(),
                0,
                0,
                null,
                0,
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                0,
                0,
                0,
                0,
                newestMillis,
                sums.octets(),
                sums.packets());
    }

    /** What is archived of flows without an epoch; nothing is known of loss. */
    private static final class Unaudited {
        private long flows;
        private long octets;
        private long packets;

        void add(ArchivedDatagram datagram) {
            flows += datagram.records();
            octets += datagram.octets();
            packets += datagram.packets();
        }

        Measure octets() {
            return Measure.archived(octets);
        }

        Measure packets() {
            return Measure.archived(packets);
        }
    }
}
