package io.flowledger.archive.compact;

import io.flowledger.archive.read.DatagramOrder;
import io.flowledger.archive.read.RadixSort;
import io.flowledger.archive.schema.FlowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order in which the flows of a chunk are written, and where pages end.
 *
 * <pre>
 *   clustered   range of dst_addr, session, received_at, sequence, record
 *   arrival                        session, received_at, sequence, record
 * </pre>
 *
 * A cluster is a range of {@code dst_addr} with about as many flows as every other, and has pages
 * of its own. Within it flows are in order of arrival, not of address: a column of the datagram
 * then grows from row to row by little, where by address it would cost two bytes a row in each of
 * four columns.
 *
 * @param rows row of the chunk by place
 * @param pageEnds place behind the last one of each page
 */
record FlowOrder(int[] rows, int[] pageEnds) {

    /** The column an equality on which reads one cluster of each row group. */
    static final FlowColumn LEADING = FlowColumn.DST_ADDR;

    private static final int LEAST_CLUSTER_ROWS = 8_192;
    private static final int MOST_PAGE_ROWS = 20_000;
    private static final int SAMPLED = 1 << 16;

    /**
     * @param most clusters, or 1 for order of arrival
     */
    static FlowOrder of(FlowChunk chunk, int most) {
        RadixSort sort =
                new DatagramOrder(
                                chunk.exporters(),
                                ints(chunk, FlowColumn.EXPORTER_PORT),
                                ints(chunk, FlowColumn.ENGINE_TYPE),
                                ints(chunk, FlowColumn.ENGINE_ID),
                                chunk.values(FlowColumn.EPOCH),
                                chunk.values(FlowColumn.RECEIVED_AT),
                                chunk.values(FlowColumn.SEQUENCE),
                                ints(chunk, FlowColumn.RECORD))
                        .sort(chunk.rows());
        if (most == 1) {
            return new FlowOrder(sort.order(), pageEnds(chunk.rows(), List.of(chunk.rows())));
        }
        long[] clusters = clusters(chunk.values(LEADING), chunk.rows(), most);
        sort.by(clusters);
        return new FlowOrder(
                sort.order(), pageEnds(chunk.rows(), clusterEnds(clusters, sort.order())));
    }

    private static int[] ints(FlowChunk chunk, FlowColumn column) {
        return Arrays.stream(chunk.values(column)).mapToInt(Math::toIntExact).toArray();
    }

    // ---- clusters ------------------------------------------------------------------------------

    private static long[] clusters(long[] addresses, int rows, int most) {
        long[] lowest = lowestOfClusters(addresses, rows, most);
        long[] clusters = new long[rows];
        for (int i = 0; i < rows; i++) {
            int place = Arrays.binarySearch(lowest, addresses[i]);
            clusters[i] = place < 0 ? -place - 2 : place;
        }
        return clusters;
    }

    /** The first address of each cluster, ascending; from a sample of the rows. */
    private static long[] lowestOfClusters(long[] addresses, int rows, int most) {
        int wanted = Math.max(1, Math.min(most, rows / LEAST_CLUSTER_ROWS));
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
