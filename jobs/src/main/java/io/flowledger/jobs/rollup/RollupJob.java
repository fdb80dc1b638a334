package io.flowledger.jobs.rollup;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.sink.ArchiveOptions;
import io.flowledger.archive.sink.FlowArchive;
import io.flowledger.jobs.BatchEnvironment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The wiring of rollups: bundles of files are read and added up by as many tasks as there are, then
 * brought together by key, in one batch for all views.
 */
final class RollupJob {

    private static final String NAME = "flowledger rollup";
    private static final int HOUR_SECONDS = 3_600;

    /** Of the files that one task writes of one table; keys of all views come mixed. */
    private static final long WRITER_BYTES = 64L << 20;

    private final StreamExecutionEnvironment env;
    private final Path target;
    private final ArchiveOptions archive;

    /**
     * @param target where files are written, with the folders of a warehouse
     */
    RollupJob(int parallelism, Map<String, String> flinkSettings, Path target) {
        this.env = BatchEnvironment.of(parallelism, flinkSettings);
        this.target = target;
        ArchiveOptions defaults = ArchiveOptions.defaults();
        this.archive =
                new ArchiveOptions(defaults.files().withMemoryBytes(WRITER_BYTES), defaults.run());
    }

    /**
     * Hours and days of postings.
     *
     * @param hoursThere files of hours to compare with, and so on
     */
    Counts day(
            LocalDate day,
            Map<String, List<FileStatus>> postings,
            LossFiles losses,
            Map<String, List<FileStatus>> hoursThere,
            Map<String, List<FileStatus>> daysThere)
            throws Exception {
        DataStream<RollupLine> lines = lines(postings, new PostingSums(losses), "postings");
        lines = union(lines, hoursThere, RollupLine.Kind.THERE);
        lines = union(lines, daysThere, RollupLine.Kind.WHOLE_THERE);
        SingleOutputStreamOperator<RolledRow> hours =
                addUp(
                        lines,
                        new PeriodFunction(
                                HOUR_SECONDS, millis(day), (int) Duration.ofDays(1).toSeconds()));
        write(hours, ArchiveTable.ROLLUPS_HOURLY);
        write(hours.getSideOutput(PeriodFunction.WHOLE), ArchiveTable.ROLLUPS_DAILY);
        return execute(day.toString());
    }

    /** A month of days. */
    Counts month(
            YearMonth month,
            Map<String, List<FileStatus>> days,
            Map<String, List<FileStatus>> monthsThere)
            throws Exception {
        long start = millis(month.atDay(1));
        DataStream<RollupLine> lines = lines(days, new DaySums(start), "days");
        lines = union(lines, monthsThere, RollupLine.Kind.THERE);
        int seconds = (int) Duration.ofDays(month.lengthOfMonth()).toSeconds();
        write(addUp(lines, new PeriodFunction(seconds, start, 0)), ArchiveTable.ROLLUPS_MONTHLY);
        return execute(month.toString());
    }

    private static long millis(LocalDate day) {
        return 1_000 * day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    private DataStream<RollupLine> lines(
            Map<String, List<FileStatus>> files,
            FlatMapFunction<Bundle, RollupLine> reading,
            String name) {
        List<Bundle> bundles = Bundle.of(ViewFiles.pieces(files), env.getParallelism());
        return env.fromData(bundles, Bundle.TYPE)
                .setParallelism(1)
                .name("files of " + name)
                // the largest first, one after the other to each task
                .rebalance()
                .flatMap(reading)
                .returns(RollupLine.TYPE)
                .name(name);
    }

    private DataStream<RollupLine> union(
            DataStream<RollupLine> lines,
            Map<String, List<FileStatus>> there,
            RollupLine.Kind kind) {
        return there.isEmpty()
                ? lines
                : lines.union(lines(there, new RowsThere(kind), "rows there"));
    }

    private static SingleOutputStreamOperator<RolledRow> addUp(
            DataStream<RollupLine> lines, PeriodFunction function) {
        return lines.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<RollupLine>noWatermarks()
                                .withTimestampAssigner((line, none) -> line.periodMillis()))
                .keyBy(RollupLine::key, RollupLine.KEY_TYPE)
                .process(function)
                .returns(RolledRow.TYPE)
                .name("rollup");
    }

    private void write(DataStream<RolledRow> rows, ArchiveTable table) {
        rows.sinkTo(FlowArchive.viewsSink(target, table, new RollupRows(), archive))
                .name(table.tableName());
    }

    private Counts execute(String what) throws Exception {
        JobExecutionResult result = BatchEnvironment.execute(env, NAME + " " + what);
        Map<String, Long> all = new TreeMap<>();
        Map<String, Long> read = result.getAccumulatorResult(PostingSums.READ);
        Map<String, Long> made = result.getAccumulatorResult(PeriodFunction.MADE);
        all.putAll(read == null ? Map.of() : read);
        all.putAll(made == null ? Map.of() : made);
        return new Counts(all);
    }
}
