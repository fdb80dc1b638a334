package io.flowledger.jobs.audit;

import io.flowledger.jobs.accounting.Accountable;
import io.flowledger.jobs.accounting.AccountingOperator;
import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.Finding;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The sequence audit over all sessions of a task: accepted datagrams go on with their epoch, each
 * once; findings and what is stale leave sideways. Keyed by {@link #keyOf}.
 *
 * <p>Sessions live on the heap whatever the state backend, since each datagram touches one; those
 * that changed are written to keyed state when a checkpoint is taken. So Flink's key context, which
 * would cost as much as the audit itself, is set only then.
 */
public final class SessionAuditOperator extends AbstractStreamOperator<ExportDatagram>
        implements OneInputStreamOperator<ExportDatagram, ExportDatagram> {

    public static final OutputTag<Finding> FINDINGS =
            new OutputTag<>(
                    "findings", new OpaqueTypeInfo<>(Finding.class, FindingSerializer.INSTANCE));

    public static final OutputTag<ExportDatagram> STALE =
            new OutputTag<>("stale", OpaqueTypeInfo.EXPORT_DATAGRAM);

    /** What is to be accounted: datagrams that are kept and ranges that are missing, in order. */
    public static final OutputTag<Accountable> ACCOUNTABLE =
            new OutputTag<>("accountable", AccountingOperator.ACCOUNTABLE);

    private static final long serialVersionUID = 1L;
    private static final String SESSIONS = "sessions";

    private final AuditOptions options;
    private final boolean isAccounted;

    private transient SessionTable table;
    private transient ExporterTallies tallies;
    private transient Sighting sighting;
    private transient Emitting events;
    private transient MapState<String, byte[]> savedSessions;
    private transient ListState<byte[]> savedTallies;
    private transient long nowMicros;

    /**
     * @param isAccounted whether anyone takes {@link #ACCOUNTABLE}
     */
    public SessionAuditOperator(AuditOptions options, boolean isAccounted) {
        this.options = options;
        this.isAccounted = isAccounted;
    }

    /** What datagrams are spread over tasks by: sessions, mixed. */
    public static int keyOf(ExportDatagram datagram, boolean withPort) {
        return SessionKey.of(datagram, withPort).hashCode();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        table = new SessionTable(options, Math.max(1, options.maxSessions() / tasks));
        tallies = new ExporterTallies(getMetricGroup());
        sighting = new Sighting();
        events = new Emitting();
        getMetricGroup()
                .addGroup(ExporterTallies.GROUP)
                .gauge("sessions", (Gauge<Integer>) table::size);
        getMetricGroup()
                .addGroup(ExporterTallies.GROUP)
                .gauge("sessionsForgotten", (Gauge<Long>) table::forgotten);
        savedTallies =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "tallies", BytePrimitiveArraySerializer.INSTANCE));
        for (byte[] saved : savedTallies.get()) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
            StateFormat.TALLIES.read(in);
            tallies.add(in);
        }
        savedSessions =
                context.getKeyedStateStore()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        SESSIONS,
                                        StringSerializer.INSTANCE,
                                        BytePrimitiveArraySerializer.INSTANCE));
        if (context.isRestored()) {
            restoreSessions();
        }
    }

    private void restoreSessions() throws Exception {
        List<Integer> keys;
        try (Stream<Integer> stored =
                this.<Integer>getKeyedStateBackend().getKeys(SESSIONS, VoidNamespace.INSTANCE)) {
            keys = stored.toList();
        }
        for (Integer key : keys) {
            setCurrentKey(key);
            for (byte[] saved : savedSessions.values()) {
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
                StateFormat.SESSION.read(in);
                SessionKey session = SessionKey.read(in);
                SessionAudit audit = SessionAudit.read(session, options, in);
                table.restore(
                        audit,
                        tallies.of(
                                session.addressHigh(),
                                session.addressLow(),
                                audit.isEstablished()));
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(4_096);
        for (SessionKey session : table.takeChanged()) {
            setCurrentKey(session.hashCode());
            SessionTable.Slot slot = table.get(session);
            if (slot == null) {
                savedSessions.remove(session.toString());
            } else {
                out.clear();
                StateFormat.SESSION.write(out);
                session.write(out);
                slot.audit.write(out);
                savedSessions.put(session.toString(), out.getCopyOfBuffer());
            }
        }
        out.clear();
        StateFormat.TALLIES.write(out);
        tallies.write(out);
        savedTallies.update(List.of(out.getCopyOfBuffer()));
        super.snapshotState(context);
    }

    @Override
    public void processElement(StreamRecord<ExportDatagram> element) {
        ExportDatagram datagram = element.getValue();
        nowMicros = Math.max(nowMicros, datagram.receivedAtMicros());
        SessionKey key = SessionKey.of(datagram, options.withPort());
        SessionTable.Slot slot = table.get(key);
        if (!datagram.isAccepted()) {
            if (slot != null) {
                slot.audit.refused(sighting.readHeader(datagram));
            }
            return;
        }
        sighting.read(datagram);
        if (slot == null) {
            ExporterTally tally = tallies.of(datagram.addressHigh(), datagram.addressLow(), false);
            slot = table.open(key, tally, datagram.receivedAtMicros(), events);
            if (slot == null) {
                tally.unaudited++;
                archive(element, datagram, tally);
                return;
            }
        }
        audit(element, datagram, slot);
    }

    private void audit(
            StreamRecord<ExportDatagram> element, ExportDatagram datagram, SessionTable.Slot slot) {
        boolean wasEstablished = slot.audit.isEstablished();
        SessionAudit.Verdict verdict = table.add(slot, sighting, events);
        if (slot.audit.isEstablished() != wasEstablished) {
            slot.tally = tallies.of(datagram.addressHigh(), datagram.addressLow(), true);
        }
        ExporterTally tally = slot.tally;
        switch (verdict) {
            case ARCHIVE -> {
                tally.late += slot.audit.isLate() ? 1 : 0;
                archive(element, datagram.withEpoch(slot.audit.epochMillis()), tally);
            }
            case ARCHIVE_UNAUDITED -> {
                tally.unaudited++;
                archive(element, datagram, tally);
            }
            case DUPLICATE -> tally.duplicates++;
            case STALE -> {
                tally.stale++;
                output.collect(STALE, new StreamRecord<>(datagram.refusedAs(Refusal.Reason.STALE)));
            }
        }
    }

    private void archive(
            StreamRecord<ExportDatagram> element, ExportDatagram datagram, ExporterTally tally) {
        tally.datagrams++;
        tally.flows += sighting.flows();
        tally.packets += sighting.packets();
        tally.octets += sighting.octets();
        if (isAccounted) {
            output.collect(ACCOUNTABLE, new StreamRecord<>(Accountable.of(datagram)));
        }
        output.collect(element.replace(datagram));
    }

    /** Everything up to the watermark has come: what is due for it is entered before it goes on. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            table.end(nowMicros, events);
        } else {
            table.advance(receivedUpTo(mark), events);
        }
        super.processWatermark(mark);
    }

    /** Timestamps are milliseconds cut off from the microseconds of receipt. */
    static long receivedUpTo(Watermark mark) {
        return mark.getTimestamp() * 1_000 + 999;
    }

    // the key context is set where state is written, see above

    @Override
    public void setKeyContextElement(StreamRecord<ExportDatagram> record) {}

    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public boolean hasKeyContext() {
        return false;
    }

    @Override
    public boolean hasKeyContext1() {
        return false;
    }

    /** Findings leave at the time of the datagram or watermark in hand. */
    private final class Emitting implements AuditEvents {

        @Override
        public void missing(MissingRange range) {
            ExporterTally tally =
                    tallies.of(range.session().addressHigh(), range.session().addressLow(), false);
            if (range.kind() == MissingRange.Kind.RESTART) {
                tally.restarts++;
            } else if (range.unitsAreFlows()) {
                tally.lostFlows += range.units();
            }
            if (isAccounted) {
                output.collect(ACCOUNTABLE, new StreamRecord<>(Accountable.of(range)));
            }
            output.collect(FINDINGS, new StreamRecord<>(range));
        }

        @Override
        public void report(SessionReport report) {
            output.collect(FINDINGS, new StreamRecord<>(report));
        }
    }
}
