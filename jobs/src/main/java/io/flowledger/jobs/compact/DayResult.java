package io.flowledger.jobs.compact;

import java.util.List;
import java.util.Map;

/**
 * What came of the hours of a day; hours are named by their folders.
 *
 * @param compacted or, in a dry run, what would be
 * @param done hours that were compacted before
 * @param kept hours that would not have become smaller
 * @param open hours that may still get flows
 * @param problems what is wrong with an hour that was left as it was
 */
record DayResult(
        Map<String, Change> compacted,
        List<String> done,
        List<String> kept,
        List<String> open,
        Map<String, String> problems) {

    /** Files, bytes and rows of an hour before and after; 0 after where it was not done. */
    record Change(int filesBefore, long bytesBefore, int filesAfter, long bytesAfter, long rows) {

        Change plus(Change other) {
            return new Change(
                    filesBefore + other.filesBefore,
                    bytesBefore + other.bytesBefore,
                    filesAfter + other.filesAfter,
                    bytesAfter + other.bytesAfter,
                    rows + other.rows);
        }
    }

    Change total() {
        return compacted.values().stream().reduce(new Change(0, 0, 0, 0, 0), Change::plus);
    }
}
