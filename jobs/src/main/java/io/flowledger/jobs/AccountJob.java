package io.flowledger.jobs;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.read.DatagramPart;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.replace.RowsOfTime;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.sink.ArchiveOptions;
import io.flowledger.archive.sink.FlowArchive;
import io.flowledger.archive.sink.WarehouseMark;
import io.flowledger.archive.source.ArchivedDatagrams;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.archive.source.FlinkInputFile;
import io.flowledger.jobs.account.AccountLine;
import io.flowledger.jobs.account.DatagramPartSerializer;
import io.flowledger.jobs.account.LossLines;
import io.flowledger.jobs.account.PartLines;
import io.flowledger.jobs.account.PostingFunction;
import io.flowledger.jobs.account.SessionPorts;
import io.flowledger.jobs.accounting.AccountingOperator;
import io.flowledger.jobs.accounting.PostingRows;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.accounting.AccountedTime;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.accounting.View;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The wiring of account: flows as datagrams again, and losses, brought together by session and
 * added up in a batch; then the postings of the same minutes are replaced by those.
 */
public final class AccountJob {

    static final String NAME = "flowledger account";

    private final AccountRequest request;
    private final AccountedTime time;
    private final ArchiveOptions archive = ArchiveOptions.defaults();

    private AccountJob(AccountRequest request) {
        this.request = request;
        this.time = request.time();
    }

    /** Runs the job to its end and replaces what was there. */
    public static AccountResult run(AccountRequest request) throws Exception {
        return new AccountJob(request).run();
    }

    /** Flows read so far by the job of this JVM. */
    public static long flowsRead() {
        return MetricBoard.sum(PartLines.FLOWS_READ);
    }

    private AccountResult run() throws Exception {
        WarehouseMark.ensure(request.warehouse());
        try (Replacement replacement = Replacement.begin(request.warehouse())) {
            boolean withPort = SessionPorts.tellApart(request.warehouse(), time);
            StreamExecutionEnvironment env =
                    BatchEnvironment.of(request.parallelism(), request.flinkSettings());
            postings(env, withPort)
                    .sinkTo(
                            FlowArchive.postingsSink(
                                    replacement.staging(), new PostingRows(), archive))
                    .name("postings");
            JobExecutionResult result = BatchEnvironment.execute(env, NAME);
            long flows = result.<Long>getAccumulatorResult(PartLines.FLOWS);
            return new AccountResult(time, flows, replace(replacement));
        }
    }

    private DataStream<Posting> postings(StreamExecutionEnvironment env, boolean withPort) {
        HourRange hours = LedgerTables.hours(time.contextFromMillis(), time.contextToMillis());
        DataStream<AccountLine> datagrams =
                env.fromSource(
                                ArchivedDatagrams.whole(
                                        request.warehouse(),
                                        hours,
                                        new OpaqueTypeInfo<>(
                                                DatagramPart.class,
                                                DatagramPartSerializer.INSTANCE)),
                                WatermarkStrategy.<DatagramPart>noWatermarks(),
                                "flows")
                        .flatMap(new PartLines(time, withPort))
                        .returns(AccountLine.TYPE)
                        .name("datagrams");
        DataStream<AccountLine> losses =
                env.fromData(LossColumn.TABLE)
                        .flatMap(new LossLines(request.warehouse(), time))
                        .returns(AccountLine.TYPE)
                        .name("losses")
                        .setParallelism(1);
        return datagrams
                .union(losses)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<AccountLine>noWatermarks()
                                .withTimestampAssigner((line, none) -> line.millis()))
                .keyBy(AccountLine::key, AccountLine.KEY_TYPE)
                .process(
                        new PostingFunction(
                                request.setup().withSettling(Duration.ZERO), time, withPort))
                .returns(AccountingOperator.POSTING)
                .name("accounting");
    }

    // ---- rows ----------------------------------------------------------------------------------

    private Map<String, AccountResult.Rows> replace(Replacement replacement) throws IOException {
        RowsOfTime rows =
                new RowsOfTime(
                        PostingColumn.TABLE,
                        List.of(PostingColumn.values()),
                        PostingColumn.RECEIVED_MINUTE,
                        time.fromMillis(),
                        time.toMillis());
        // a window begins before what is posted to it is received
        HourRange upToTime = LedgerTables.hours(Long.MIN_VALUE, time.toMillis());
        List<Path> obsolete = new ArrayList<>();
        Map<String, AccountResult.Rows> byView = new LinkedHashMap<>();
        for (View view : request.setup().options().views()) {
            String folder = PostingColumn.TABLE + "/view=" + view.name();
            long written =
                    rows(
                            ArchivedRows.files(
                                    new Path(replacement.staging(), folder), HourRange.ALL));
            RowsOfTime.Removed removed =
                    rows.remove(
                            ArchivedRows.files(new Path(request.warehouse(), folder), upToTime),
                            request.warehouse(),
                            replacement.staging(),
                            archive.files());
            obsolete.addAll(removed.obsolete());
            byView.put(view.name(), new AccountResult.Rows(written, removed.rows()));
        }
        replacement.carryOut(obsolete);
        return byView;
    }

    private static long rows(List<FileStatus> files) throws IOException {
        long rows = 0;
        for (FileStatus file : files) {
            rows +=
                    ColumnRange.of(
                                    new FlinkInputFile(file.getPath(), file.getLen()),
                                    file.getPath().toString(),
                                    PostingColumn.RECEIVED_MINUTE)
                            .rows();
        }
        return rows;
    }
}
