package io.flowledger.jobs;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.source.ArchivedDatagrams;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.recount.AuditLine;
import io.flowledger.jobs.recount.BalanceFunction;
import io.flowledger.jobs.recount.DatagramLines;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.EpochBalance;
import io.flowledger.ledger.audit.LedgerBalance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The wiring of audit: flows as datagrams, losses and sessions, brought together by numbering and
 * recounted in a batch, embedded or on the cluster of {@code flink run}.
 */
public final class AuditJob {

    static final String NAME = "flowledger audit";

    private AuditJob() {}

    /** Runs the job to its end and judges what it found. */
    public static LedgerBalance run(AuditRequest request) throws Exception {
        AuditedTime time = timeOf(request);
        StreamExecutionEnvironment env =
                BatchEnvironment.of(request.parallelism(), request.flinkSettings());
        List<EpochBalance> balances = new ArrayList<>();
        CloseableIterator<EpochBalance> results =
                balances(env, request, time).executeAndCollect(NAME);
        try {
            results.forEachRemaining(balances::add);
        } catch (RuntimeException e) {
            // only then: closed after a job that is over, it warns that data may be lost
            results.close();
            throw e;
        }
        return LedgerBalance.of(time, balances);
    }

    /** Flows read so far by the job of this JVM. */
    public static long flowsRead() {
        return MetricBoard.sum(DatagramLines.FLOWS_READ);
    }

    /**
     * Where no beginning is given it is that of the earliest hour there are flows of: what was
     * before may have been expired, while its entries were kept.
     */
    private static AuditedTime timeOf(AuditRequest request) throws IOException {
        AuditedTime asked = request.time();
        if (asked.fromMillis() != Long.MIN_VALUE) {
            return asked;
        }
        Optional<Instant> earliest = ArchivedRows.earliestHour(request.warehouse());
        return earliest.map(Instant::toEpochMilli)
                .filter(from -> from < asked.toMillis())
                .map(from -> new AuditedTime(from, asked.toMillis()))
                .orElse(asked);
    }

    static DataStream<EpochBalance> balances(
            StreamExecutionEnvironment env, AuditRequest request, AuditedTime time) {
        WatermarkStrategy<AuditLine> order =
                WatermarkStrategy.<AuditLine>noWatermarks()
                        .withTimestampAssigner((line, none) -> line.order());
        HourRange hours = LedgerTables.hours(time.contextFromMillis(), time.contextToMillis());
        DataStream<AuditLine> datagrams =
                env.fromSource(
                                ArchivedDatagrams.source(
                                        request.warehouse(), hours.from(), hours.to()),
                                WatermarkStrategy.<ArchivedDatagram>noWatermarks(),
                                "flows")
                        .flatMap(new DatagramLines(time))
                        .returns(AuditLine.TYPE)
                        .name("datagrams");
        DataStream<AuditLine> ledger =
                env.fromData(LossColumn.TABLE, SessionColumn.TABLE)
                        .flatMap(new LedgerTables(request.warehouse(), time))
                        .returns(AuditLine.TYPE)
                        .name("losses, sessions")
                        .setParallelism(1);
        return datagrams
                .union(ledger)
                .assignTimestampsAndWatermarks(order)
                .keyBy(AuditLine::key, AuditLine.KEY_TYPE)
                .process(new BalanceFunction(time))
                .returns(TypeInformation.of(EpochBalance.class))
                .name("balance");
    }
}
