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
        long[] sessions = sessions(rows);
        RadixSort bySession = new RadixSort(rows);
        bySession.by(sessions);
        if (isOrderOfArrival(bySession.order(), sessions)) {
            return bySession;
        }
        RadixSort sort = new RadixSort(rows);
        long[] records = new long[rows];
        Arrays.setAll(records, row -> record[row]);
        sort.by(records);
        sort.by(sequence);
        sort.by(receivedAt);
        sort.by(sessions);
        return sort;
    }

    /** As it is where rows came in order of arrival, whatever the sessions were mixed like. */
    private boolean isOrderOfArrival(int[] order, long[] sessions) {
        for (int i = 1; i < order.length; i++) {
            int row = order[i];
            int before = order[i - 1];
            if (sessions[row] == sessions[before] && arrived(before, row) > 0) {
                return false;
            }
        }
        return true;
    }

    private int arrived(int row, int other) {
        if (receivedAt[row] != receivedAt[other]) {
            return Long.compare(receivedAt[row], receivedAt[other]);
        }
        return sequence[row] != sequence[other]
                ? Long.compare(sequence[row], sequence[other])
                : Integer.compare(record[row], record[other]);
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
