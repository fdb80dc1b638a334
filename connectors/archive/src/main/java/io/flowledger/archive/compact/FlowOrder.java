package io.flowledger.archive.compact;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.Encodings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which the flows of a chunk are written, and where pages end.
 *
 * <pre>
 *   dense      address cluster, session, received_at, sequence, record
 *   portable                    session, received_at, sequence, record
 * </pre>
 *
 * An address cluster is a range of {@code dst_addr} with about as many flows as every other, and
 * has pages of its own. Within it flows are in order of arrival, not of address: a column of the
 * datagram then grows from row to row by little, where by address it would cost two bytes a row in
 * each of four columns.
 *
 * @param rows row of the chunk by place
 * @param pageEnds place behind the last one of each page
 */
record FlowOrder(int[] rows, int[] pageEnds) {

    /** The column an equality on which reads one cluster of each row group. */
    static final FlowColumn LEADING = FlowColumn.DST_ADDR;

    private static final int MOST_CLUSTERS = 64;
    private static final int LEAST_CLUSTER_ROWS = 8_192;
    private static final int MOST_PAGE_ROWS = 20_000;
    private static final int SAMPLED = 1 << 16;

    /** What tells sessions apart; a map's key. */
    private record Session(int exporter, int port, int type, int id, long epoch) {}

    static FlowOrder of(FlowChunk chunk, Encodings encodings) {
        RadixSort sort = new RadixSort(chunk.rows());
        sort.by(widened(chunk.ints(FlowColumn.RECORD), chunk.rows()));
        sort.by(chunk.longs(FlowColumn.SEQUENCE));
        sort.by(chunk.longs(FlowColumn.RECEIVED_AT));
        sort.by(sessions(chunk));
        if (encodings == Encodings.PORTABLE) {
            return new FlowOrder(sort.order(), pageEnds(chunk.rows(), List.of(chunk.rows())));
        }
        long[] clusters = clusters(chunk.longs(LEADING), chunk.rows());
        sort.by(clusters);
        return new FlowOrder(
                sort.order(), pageEnds(chunk.rows(), clusterEnds(clusters, sort.order())));
    }

    private static long[] widened(int[] values, int rows) {
        long[] wide = new long[rows];
        Arrays.setAll(wide, row -> values[row]);
        return wide;
    }

    /** Numbers of sessions by row, in order of appearance. */
    private static long[] sessions(FlowChunk chunk) {
        int[] exporter = chunk.exporters();
        int[] port = chunk.ints(FlowColumn.EXPORTER_PORT);
        int[] type = chunk.ints(FlowColumn.ENGINE_TYPE);
        int[] id = chunk.ints(FlowColumn.ENGINE_ID);
        long[] epoch = chunk.longs(FlowColumn.EPOCH);
        Map<Session, Integer> numbers = new HashMap<>();
        long[] sessions = new long[chunk.rows()];
        for (int i = 0; i < sessions.length; i++) {
            boolean same =
                    i > 0
                            && exporter[i] == exporter[i - 1]
                            && port[i] == port[i - 1]
                            && type[i] == type[i - 1]
                            && id[i] == id[i - 1]
                            && epoch[i] == epoch[i - 1];
            if (same) {
                sessions[i] = sessions[i - 1];
            } else {
                Session session = new Session(exporter[i], port[i], type[i], id[i], epoch[i]);
                Integer number = numbers.putIfAbsent(session, numbers.size());
                sessions[i] = number == null ? numbers.size() - 1 : number;
            }
        }
        return sessions;
    }

    // ---- clusters ------------------------------------------------------------------------------

    private static long[] clusters(long[] addresses, int rows) {
        long[] lowest = lowestOfClusters(addresses, rows);
        long[] clusters = new long[rows];
        for (int i = 0; i < rows; i++) {
            int place = Arrays.binarySearch(lowest, addresses[i]);
            clusters[i] = place < 0 ? -place - 2 : place;
        }
        return clusters;
    }

    /** The first address of each cluster, ascending; from a sample of the rows. */
    private static long[] lowestOfClusters(long[] addresses, int rows) {
        int wanted = Math.max(1, Math.min(MOST_CLUSTERS, rows / LEAST_CLUSTER_ROWS));
        int sampled = Math.min(rows, SAMPLED);
        long[] sample = new long[sampled];
        for (int i = 0; i < sampled; i++) {
            sample[i] = addresses[(int) ((long) i * rows / sampled)];
        }
        Arrays.sort(sample);
        long[] lowest = new long[wanted];
        lowest[0] = Long.MIN_VALUE;
        int clusters = 1;
        for (int i = 1; i < wanted; i++) {
            long next = sample[(int) ((long) i * sampled / wanted)];
            if (next > lowest[clusters - 1]) {
                lowest[clusters++] = next;
            }
        }
        return Arrays.copyOf(lowest, clusters);
    }

    private static List<Integer> clusterEnds(long[] clusters, int[] order) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || clusters[order[i]] != clusters[order[i - 1]]) {
                ends.add(i);
            }
        }
        return ends;
    }

    /** Pages end where clusters do, and evenly between where those are large. */
    private static int[] pageEnds(int rows, List<Integer> clusterEnds) {
        List<Integer> ends = new ArrayList<>();
        int from = 0;
        for (int end : clusterEnds) {
            int pages = (end - from + MOST_PAGE_ROWS - 1) / MOST_PAGE_ROWS;
            for (int page = 1; page <= pages; page++) {
                ends.add(from + (int) ((long) (end - from) * page / pages));
            }
            from = end;
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }
}
