package io.flowledger.archive.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows in order of arrival, session by session, so that those of a datagram are together.
 *
 * @param exporter number of the exporter's address, by row; the other columns likewise
 */
public record DatagramOrder(
        int[] exporter,
        int[] port,
        int[] engineType,
        int[] engineId,
        long[] epoch,
        long[] receivedAt,
        long[] sequence,
        int[] record) {

    /** What tells sessions apart; a map's key. */
    private record Session(int exporter, int port, int type, int id, long epoch) {}

    /** Of the first {@code rows} rows; may be ordered by further keys. */
    public RadixSort sort(int rows) {
        RadixSort sort = new RadixSort(rows);
        long[] records = new long[rows];
        Arrays.setAll(records, row -> record[row]);
        sort.by(records);
        sort.by(sequence);
        sort.by(receivedAt);
        sort.by(sessions(rows));
        return sort;
    }

    /** Numbers of sessions by row, in order of appearance. */
    private long[] sessions(int rows) {
        Map<Session, Integer> numbers = new HashMap<>();
        long[] sessions = new long[rows];
        for (int i = 0; i < rows; i++) {
            if (i > 0 && isSameSession(i, i - 1)) {
                sessions[i] = sessions[i - 1];
            } else {
                Session session =
                        new Session(exporter[i], port[i], engineType[i], engineId[i], epoch[i]);
                Integer number = numbers.putIfAbsent(session, numbers.size());
                sessions[i] = number == null ? numbers.size() - 1 : number;
            }
        }
        return sessions;
    }

    private boolean isSameSession(int row, int other) {
        return exporter[row] == exporter[other]
                && port[row] == port[other]
                && engineType[row] == engineType[other]
                && engineId[row] == engineId[other]
                && epoch[row] == epoch[other];
    }
}
