package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.ledger.rollup.Measure;
import io.flowledger.ledger.rollup.RollupSums;
import io.flowledger.ledger.rollup.StratumLosses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of {@code postings} added to sums, batch by batch. */
final class PostingBatch {

    private static final List<PostingColumn> OTHERS =
            List.of(
                    PostingColumn.WINDOW_START,
                    PostingColumn.WINDOW_SECONDS,
                    PostingColumn.RECEIVED_MINUTE,
                    PostingColumn.IMPUTED,
                    PostingColumn.UNESTIMATED_FLOWS,
                    PostingColumn.STRATUM_LOST_FLOWS,
                    PostingColumn.FLAGS,
                    PostingColumn.SAMPLING,
                    PostingColumn.ENRICHMENT,
                    PostingColumn.SESSION_EXPORTER,
                    PostingColumn.SESSION_PORT,
                    PostingColumn.SESSION_ENGINE_TYPE,
                    PostingColumn.SESSION_ENGINE_ID,
                    PostingColumn.OBSERVED_FLOWS,
                    PostingColumn.OBSERVED_PACKETS,
                    PostingColumn.OBSERVED_OCTETS);

    /** All that is read of a posting. */
    static final List<TableColumn> COLUMNS = columns();

    private static final int NAMES = KeyColumns.COLUMNS.size();

    private static final int WINDOW_START = COLUMNS.indexOf(PostingColumn.WINDOW_START);
    private static final int WINDOW_SECONDS = COLUMNS.indexOf(PostingColumn.WINDOW_SECONDS);
    private static final int RECEIVED_MINUTE = COLUMNS.indexOf(PostingColumn.RECEIVED_MINUTE);
    private static final int IMPUTED = COLUMNS.indexOf(PostingColumn.IMPUTED);
    private static final int UNESTIMATED = COLUMNS.indexOf(PostingColumn.UNESTIMATED_FLOWS);
    private static final int STRATUM_LOST = COLUMNS.indexOf(PostingColumn.STRATUM_LOST_FLOWS);
    private static final int FLAGS = COLUMNS.indexOf(PostingColumn.FLAGS);
    private static final int SAMPLING = COLUMNS.indexOf(PostingColumn.SAMPLING);
    private static final int ENRICHMENT = COLUMNS.indexOf(PostingColumn.ENRICHMENT);
    private static final int SESSION = COLUMNS.indexOf(PostingColumn.SESSION_EXPORTER);
    private static final int OBSERVED = COLUMNS.indexOf(PostingColumn.OBSERVED_FLOWS);
    private static final int ESTIMATES = COLUMNS.indexOf(PostingColumn.FLOWS);

    private static final Measure[] MEASURES = Measure.values();

    private final double[] values = new double[Measure.SUMS];
    private final String[] names = new String[KeyColumns.NAMES.size()];
    private final TextMemory[] memories = new TextMemory[names.length];
    private final TextMemory sampling = new TextMemory();
    private final TextMemory enrichment = new TextMemory();
    private final TextMemory exporter = new TextMemory();
    private final StratumLosses losses;
    private StratumLosses.Session session = new StratumLosses.Session("", 0, 0, 0);
    private long partsMinute;
    private long partsLost;
    private double[] parts;
    private String samplingRule;
    private int samplingBits;
    private RowBatch batch;

    PostingBatch(StratumLosses losses) {
        this.losses = losses;
        Arrays.setAll(memories, name -> new TextMemory());
    }

    private static List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>(KeyColumns.ofPostings(KeyColumns.COLUMNS));
        columns.addAll(KeyColumns.ofPostings(KeyColumns.NAMES));
        columns.addAll(OTHERS);
        for (int i = 0; i < Measure.values().length * Measure.SUMS; i++) {
            columns.add(PostingColumn.values()[PostingColumn.FLOWS.ordinal() + i]);
        }
        return List.copyOf(columns);
    }

    void start(RowBatch rows) {
        batch = rows;
    }

    long windowStartMillis(int place) {
        return batch.longs(WINDOW_START)[place];
    }

    long observed(Measure measure, int place) {
        return batch.longs(OBSERVED + measure.ordinal())[place];
    }

    void add(int place, RollupSums sums) {
        sums.addPostings(1, batch.ints(IMPUTED)[place] != 0);
        for (Measure measure : MEASURES) {
            readEstimates(measure, place);
            sums.add(measure, observed(measure, place), values, 0);
            if (measure == Measure.FLOWS) {
                addLost(values[Measure.ESTIMATE] - observed(measure, place), place, sums);
            }
        }
        sums.addUnestimated(batch.longs(UNESTIMATED)[place]);
        sums.addMarks(
                batch.ints(FLAGS)[place],
                samplingBits(sampling.of(batch.texts(SAMPLING)[place])),
                batch.ints(WINDOW_SECONDS)[place]);
        addReceived(place, sums);
    }

    private int samplingBits(String rule) {
        if (!rule.equals(samplingRule)) {
            samplingRule = rule;
            samplingBits = SamplingRules.bits(rule);
        }
        return samplingBits;
    }

    private void readEstimates(Measure measure, int place) {
        for (int i = 0; i < Measure.SUMS; i++) {
            values[i] =
                    Double.longBitsToDouble(batch.longs(ESTIMATES + measure.first() + i)[place]);
        }
    }

    private void addLost(double flows, int place, RollupSums sums) {
        // a stratum that lost nothing has estimates that are off by rounding at most
        if (batch.longs(STRATUM_LOST)[place] == 0) {
            return;
        }
        double[] byCause = parts(place);
        for (int cause = 0; cause < byCause.length; cause++) {
            if (byCause[cause] != 0) {
                sums.addLost(cause, flows * byCause[cause]);
            }
        }
    }

    /** Rows of one stratum mostly stand together. */
    private double[] parts(int place) {
        long minute = batch.longs(RECEIVED_MINUTE)[place];
        long lost = batch.longs(STRATUM_LOST)[place];
        boolean same = isOfSession(place);
        if (!same || parts == null || minute != partsMinute || lost != partsLost) {
            if (!same) {
                session = sessionOf(place);
            }
            partsMinute = minute;
            partsLost = lost;
            parts = losses.parts(session, minute, lost);
        }
        return parts;
    }

    private boolean isOfSession(int place) {
        return session.port() == port(place)
                && session.engineId() == batch.ints(SESSION + 3)[place]
                && session.engineType() == batch.ints(SESSION + 2)[place]
                && session.exporter().equals(exporter.of(batch.texts(SESSION)[place]));
    }

    private StratumLosses.Session sessionOf(int place) {
        return new StratumLosses.Session(
                exporter.of(batch.texts(SESSION)[place]),
                port(place),
                batch.ints(SESSION + 2)[place],
                batch.ints(SESSION + 3)[place]);
    }

    private int port(int place) {
        return batch.nulls(SESSION + 1)[place] ? -1 : batch.ints(SESSION + 1)[place];
    }

    private void addReceived(int place, RollupSums sums) {
        long minute = batch.longs(RECEIVED_MINUTE)[place];
        String version = enrichment.of(batch.texts(ENRICHMENT)[place]);
        if (minute >= sums.lastReceivedMillis()) {
            for (int i = 0; i < names.length; i++) {
                names[i] =
                        batch.nulls(NAMES + i)[place]
                                ? null
                                : memories[i].of(batch.texts(NAMES + i)[place]);
            }
        }
        sums.addReceived(minute, minute, version, version, names);
    }
}
