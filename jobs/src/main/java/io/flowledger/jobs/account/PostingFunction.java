package io.flowledger.jobs.account;

import io.flowledger.archive.read.DatagramPart;
import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.jobs.accounting.FlinkFileAccess;
import io.flowledger.ledger.accounting.AccountedTime;
import io.flowledger.ledger.accounting.Accounting;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Accounts one session after the other. A batch sorts its input by session and time and fires the
 * timer when a session is over, so what is known of the one in hand needs no state, and is no more
 * than a minute or two.
 */
public final class PostingFunction
        extends KeyedProcessFunction<
                Tuple5<Long, Long, Integer, Integer, Integer>, AccountLine, Posting> {

    private static final long serialVersionUID = 1L;

    /** Of one millisecond; beyond it, parts that are still to come are datagrams of their own. */
    private static final int MOST_PARTS = 65_536;

    private final AccountingSetup setup;
    private final AccountedTime time;
    private final boolean withPort;

    private transient Accounting accounting;
    private transient Enrichment enrichment;
    private transient Accounts accounts;

    /** Received in the millisecond in hand. */
    private transient List<DatagramPart> parts;

    private transient long millis;

    /**
     * @param setup with no time to settle: nothing comes late
     * @param withPort whether the UDP source port tells sessions apart
     */
    public PostingFunction(AccountingSetup setup, AccountedTime time, boolean withPort) {
        this.setup = setup;
        this.time = time;
        this.withPort = withPort;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        Names names = new Names();
        accounting =
                new Accounting(
                        setup.options(), names, new DomainBudget(setup.options().mostDomains()));
        enrichment = setup.files().load(new FlinkFileAccess(), names);
        parts = new ArrayList<>();
    }

    @Override
    public void processElement(AccountLine line, Context context, Collector<Posting> out) {
        if (accounts == null) {
            accounts = new Accounts(accounting, () -> enrichment, withPort, 1);
            millis = line.millis();
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        if (line.millis() != millis || parts.size() >= MOST_PARTS) {
            addParts();
            millis = line.millis();
            accounts.advance(millis, posting -> post(posting, out));
        }
        if (line.part() != null) {
            parts.add(line.part());
        } else {
            accounts.add(line.missing());
        }
    }

    private void addParts() {
        if (parts.size() == 1) {
            accounts.add(parts.get(0).datagram());
        } else {
            for (ExportDatagram datagram : DatagramPart.together(parts)) {
                accounts.add(datagram);
            }
        }
        parts.clear();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Posting> out) {
        addParts();
        accounts.end(posting -> post(posting, out));
        accounts = null;
    }

    /** Of the minutes around there are postings already. */
    private void post(Posting posting, Collector<Posting> out) {
        if (time.isWithin(posting.minuteMillis())) {
            out.collect(posting);
        }
    }
}
