package io.flowledger.jobs;

import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.sink.ArchiveOptions;
import io.flowledger.archive.sink.WarehouseMark;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.bill.BillFile;
import io.flowledger.jobs.bill.BillFunction;
import io.flowledger.jobs.bill.BillMonth;
import io.flowledger.jobs.bill.BillOrder;
import io.flowledger.jobs.bill.EnteredLines;
import io.flowledger.jobs.bill.InOrder;
import io.flowledger.jobs.bill.OutageScan;
import io.flowledger.jobs.bill.PostingFiles;
import io.flowledger.jobs.bill.StoredBill;
import io.flowledger.jobs.bill.TermsFinder;
import io.flowledger.ledger.accounting.AccountedTime;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The wiring of percentile: postings of a month brought together by what is billed in a batch, its
 * lines in order of key; then the bill is replaced by them, or, once it is closed, what it is to be
 * adjusted by is added.
 */
public final class PercentileJob {

    static final String NAME = "flowledger percentile";

    private static final TypeInformation<BillEntry> ENTRY = TypeInformation.of(BillEntry.class);

    private final PercentileRequest request;
    private final Path warehouse;
    private final BillListener listener;
    private final String name;
    private long lines;
    private long adjustmentsBefore;
    private long adjustments;

    private PercentileJob(PercentileRequest request, BillListener listener) {
        this.request = request;
        this.warehouse = request.warehouse();
        this.listener = listener;
        this.name = request.order().billName();
    }

    /**
     * Runs the job to its end and enters what it found.
     *
     * @throws IllegalArgumentException if there is nothing to bill, or it cannot be closed
     */
    public static PercentileResult run(PercentileRequest request, BillListener listener)
            throws Exception {
        return new PercentileJob(request, listener).run();
    }

    /** Sums of postings billed so far by the job of this JVM. */
    public static long billed() {
        return MetricBoard.sum(BillFunction.BILLED);
    }

    private PercentileResult run() throws Exception {
        WarehouseMark.ensure(warehouse);
        try (Replacement replacement = Replacement.begin(warehouse)) {
            StoredBill stored = StoredBill.of(warehouse, name, request.month());
            OptionalLong closed = stored.closedMillis();
            BillOrder order = request.order();
            BillMonth month =
                    BillMonth.of(request.month(), order.zone(), order.interval(), request.now());
            BillTerms terms =
                    closed.isPresent()
                            ? requireSameTerms(stored.terms())
                            : new TermsFinder(warehouse, request.month(), month.hours())
                                    .terms(order);
            boolean closesNow = request.close() && closed.isEmpty();
            if (closesNow) {
                requireOver(month);
            }
            BillPeriod period = month.known(warehouse, terms);
            listener.starts(terms, request.month(), period);
            if (closed.isPresent()) {
                stored.read(this::entered);
            }
            Path folder = new Path(replacement.staging(), StoredBill.folder(name, request.month()));
            boolean changed;
            try (BillFile file =
                    new BillFile(terms, period, folder, ArchiveOptions.defaults().files())) {
                bill(terms, period, closed.isPresent(), closesNow, file);
                file.finish();
                changed = closed.isPresent() ? adjustments > 0 : isOther(file, stored.files());
            }
            if (changed && !request.dryRun()) {
                replacement.carryOut(
                        closed.isPresent()
                                ? List.of()
                                : stored.files().stream().map(FileStatus::getPath).toList());
            }
            return new PercentileResult(
                    terms,
                    request.month(),
                    period,
                    month.isOver(),
                    closesNow ? OptionalLong.of(request.now().toEpochMilli()) : closed,
                    closesNow,
                    lines,
                    adjustmentsBefore,
                    adjustments,
                    changed);
        }
    }

    private static boolean isOther(BillFile file, List<FileStatus> stored) throws IOException {
        return stored.size() != 1 || !file.isSameAs(stored.get(0));
    }

    // ---- what may be
    // -----------------------------------------------------------------------------

    /** What is closed has been sent: it is looked at again as it was made. */
    private BillTerms requireSameTerms(BillTerms closed) {
        BillOrder order = request.order();
        require(closed.of() == order.of(), "--of", closed.of());
        require(
                order.view() == null || order.view().equals(closed.view()),
                "--view",
                closed.view());
        require(
                order.keys().isEmpty() || order.keys().equals(closed.keys()),
                "--key",
                String.join(",", closed.keys()));
        require(closed.rule() == order.rule(), "--bill", closed.rule());
        require(
                closed.percentile().equals(order.percentile()),
                "--percentile",
                closed.percentile().percent().toPlainString());
        require(
                closed.interval().equals(order.interval()),
                "--interval",
                closed.interval().toSeconds() + "s");
        require(closed.zone().equals(order.zone()), "--zone", closed.zone());
        return closed;
    }

    private void require(boolean same, String option, Object value) {
        if (!same) {
            throw new IllegalArgumentException(
                    "bill "
                            + name
                            + " of "
                            + request.month()
                            + " was closed with "
                            + option
                            + " "
                            + value.toString().toLowerCase(java.util.Locale.ROOT)
                            + ": say so, or give another bill another --name");
        }
    }

    private void requireOver(BillMonth month) throws IOException {
        if (!month.isOver()) {
            throw new IllegalArgumentException(
                    "--close: "
                            + request.month()
                            + " is not over before "
                            + Instant.ofEpochMilli(month.whole().toMillis()));
        }
        // flows of its last windows are received after its end
        long settled = month.whole().toMillis() + AccountedTime.CONTEXT_MILLIS;
        if (ArchivedRows.newestMillis(warehouse).isPresent()) {
            Optional<Path> holder = OpenMinutes.of(warehouse).holderBefore(settled);
            if (holder.isPresent()) {
                throw new IllegalArgumentException(
                        "--close: minutes before "
                                + Instant.ofEpochMilli(settled)
                                + " are still a collect's own, whose state is in "
                                + holder.get()
                                + ": wait (if that collect is never started again, delete that"
                                + " folder)");
            }
        }
    }

    // ---- lines
    // -----------------------------------------------------------------------------------

    private void entered(BillEntry entry) {
        if (entry.kind() == BillEntry.Kind.BILL) {
            lines++;
        } else {
            adjustmentsBefore++;
        }
        try {
            listener.line(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bill(
            BillTerms terms, BillPeriod period, boolean closed, boolean closesNow, BillFile file)
            throws Exception {
        StreamExecutionEnvironment env =
                BatchEnvironment.of(request.parallelism(), request.flinkSettings());
        CloseableIterator<BillEntry> results = entries(env, terms, period, closed).collectAsync();
        JobClient job = env.executeAsync(NAME);
        long received = 0;
        try {
            while (results.hasNext()) {
                BillEntry entry = results.next();
                received++;
                BillEntry kept = closesNow ? entry.closed(request.now().toEpochMilli()) : entry;
                lines += closed ? 0 : 1;
                adjustments += closed ? 1 : 0;
                file.write(kept);
                listener.line(kept);
            }
        } catch (Exception e) {
            // only then: closed after a job that is over, it warns that data may be lost
            results.close();
            throw e;
        }
        // results come beside the job: a bill is entered with all of its lines or not at all
        long sent = job.getJobExecutionResult().get().getAccumulatorResult(InOrder.LINES);
        if (received != sent) {
            throw new IllegalStateException(
                    "only " + received + " of " + sent + " lines came: start again");
        }
    }

    private DataStream<BillEntry> entries(
            StreamExecutionEnvironment env, BillTerms terms, BillPeriod period, boolean closed)
            throws IOException {
        DataStream<Traffic> traffic =
                env.fromSource(
                        PostingFiles.traffic(warehouse, terms, period),
                        WatermarkStrategy.<Traffic>noWatermarks()
                                .withTimestampAssigner((sum, none) -> sum.slot()),
                        "postings");
        DataStream<BillEntry> entered =
                env.fromData(name)
                        .flatMap(new EnteredLines(warehouse, request.month()))
                        .returns(ENTRY)
                        .name("bills")
                        .setParallelism(1);
        return traffic.keyBy(Traffic::key, Types.STRING)
                .connect(entered.keyBy(BillEntry::key, Types.STRING))
                .process(
                        new BillFunction(
                                terms,
                                period,
                                OutageScan.of(warehouse, terms.view(), period),
                                closed,
                                request.now().toEpochMilli()))
                .returns(ENTRY)
                .name("billing")
                .keyBy(BillEntry::key, Types.STRING)
                .process(new InOrder())
                .returns(ENTRY)
                .setParallelism(1)
                .name("order");
    }
}
