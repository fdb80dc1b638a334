package io.flowledger.jobs.accounting;

import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.Accountings;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.enrich.EnrichmentReloader;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Accounts of all sessions of a task, keyed as the audit before it. They live on the heap; what is
 * not posted yet, a minute or two, is written to keyed state at each checkpoint.
 */
public final class AccountingOperator extends AbstractStreamOperator<Posting>
        implements OneInputStreamOperator<Accountable, Posting> {

    public static final OpaqueTypeInfo<Posting> POSTING =
            new OpaqueTypeInfo<>(Posting.class, PostingSerializer.INSTANCE);

    public static final OpaqueTypeInfo<Accountable> ACCOUNTABLE =
            new OpaqueTypeInfo<>(Accountable.class, AccountableSerializer.INSTANCE);

    /** Postings so far, over all tasks of a JVM. */
    public static final String POSTINGS = "postings";

    /** Metric: versions of the operator's files that were refused, the same in every task. */
    public static final String ENRICHMENT_REFUSED = "enrichmentRefused";

    private static final long serialVersionUID = 1L;
    private static final String GROUP = "ledger";
    private static final String SESSIONS = "accounts";

    private final AccountingSetup setup;
    private final boolean withPort;
    private final int mostSessions;

    private transient EnrichmentReloader enrichment;
    private transient Accountings accountings;
    private transient Accounts accounts;
    private transient Counter posted;
    private transient MapState<String, byte[]> savedSessions;
    private transient ListState<byte[]> savedBeyond;
    private transient ListState<byte[]> savedViews;
    private transient Set<SessionKey> saved;

    /**
     * @param withPort whether the UDP source port tells sessions apart
     * @param mostSessions accounted by themselves, over all tasks
     */
    public AccountingOperator(AccountingSetup setup, boolean withPort, int mostSessions) {
        this.setup = setup;
        this.withPort = withPort;
        this.mostSessions = mostSessions;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        AccountingOptions options = setup.options();
        Names names = new Names();
        DomainBudget budget = new DomainBudget(options.mostDomains());
        accountings = new Accountings(options, names, budget);
        Reloads reloads = new Reloads(LOG);
        enrichment =
                EnrichmentReloader.startAnyhow(
                        setup.files(), new FlinkFileAccess(), names, setup.lookAfter(), reloads);
        accounts =
                new Accounts(
                        accountings.current(),
                        enrichment::current,
                        withPort,
                        Math.max(1, mostSessions / tasks));
        register(budget, reloads);
        saved = new HashSet<>();
        savedViews = bytes(context, "views");
        savedBeyond = bytes(context, "beyond");
        savedSessions =
                context.getKeyedStateStore()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        SESSIONS,
                                        StringSerializer.INSTANCE,
                                        BytePrimitiveArraySerializer.INSTANCE));
        if (context.isRestored()) {
            for (byte[] each : savedViews.get()) {
                accountings.remember(in(each));
            }
            restore();
        }
    }

    private static ListState<byte[]> bytes(StateInitializationContext context, String name)
            throws Exception {
        return context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
    }

    private void register(DomainBudget budget, Reloads reloads) {
        MetricGroup group = getMetricGroup().addGroup(GROUP);
        group.gauge(ENRICHMENT_REFUSED, (Gauge<Long>) reloads::refusals);
        group.gauge("accountedKeys", (Gauge<Long>) budget::held);
        group.gauge("accountedKeysRefused", (Gauge<Long>) budget::refused);
        group.gauge("accountedSessions", (Gauge<Integer>) accounts::sessions);
        posted = group.counter(POSTINGS);
    }

    private void restore() throws Exception {
        List<Integer> keys;
        try (Stream<Integer> stored =
                this.<Integer>getKeyedStateBackend().getKeys(SESSIONS, VoidNamespace.INSTANCE)) {
            keys = stored.toList();
        }
        for (Integer key : keys) {
            setCurrentKey(key);
            for (byte[] each : savedSessions.values()) {
                accounts.restore(in(each), accountings);
            }
        }
        saved.addAll(accounts.open());
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            for (byte[] each : savedBeyond.get()) {
                accounts.restore(in(each), accountings);
            }
        }
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(65_536);
        accountings.keepOnly(accounts);
        accountings.write(out);
        savedViews.update(List.of(out.getCopyOfBuffer()));
        savedBeyond.update(new ArrayList<>());
        Set<SessionKey> open = new HashSet<>(accounts.open());
        for (SessionKey session : open) {
            out.clear();
            accounts.write(session, out);
            if (session.equals(Accounts.BEYOND)) {
                savedBeyond.update(List.of(out.getCopyOfBuffer()));
            } else {
                setCurrentKey(session.hashCode());
                savedSessions.put(session.toString(), out.getCopyOfBuffer());
            }
        }
        for (SessionKey session : saved) {
            if (!open.contains(session)) {
                setCurrentKey(session.hashCode());
                savedSessions.remove(session.toString());
            }
        }
        open.remove(Accounts.BEYOND);
        saved = open;
        super.snapshotState(context);
    }

    @Override
    public void processElement(StreamRecord<Accountable> element) {
        Accountable next = element.getValue();
        if (next.datagram() != null) {
            accounts.add(next.datagram());
        } else {
            accounts.add(next.missing());
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            accounts.end(this::post);
        } else {
            accounts.advance(mark.getTimestamp(), this::post);
        }
        super.processWatermark(mark);
    }

    private void post(Posting posting) {
        posted.inc();
        output.collect(new StreamRecord<>(posting));
    }

    @Override
    public void close() throws Exception {
        if (enrichment != null) {
            enrichment.close();
        }
        super.close();
    }

    // the key context is set where state is written

    @Override
    public void setKeyContextElement(StreamRecord<Accountable> record) {}

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
}
