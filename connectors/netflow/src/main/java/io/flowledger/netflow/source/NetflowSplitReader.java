package io.flowledger.netflow.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.util.IOUtils;

/**
 * The fetcher thread's work: takes a part of each of its splits in turn. When Flink is busy this
 * thread stops in its queue; the receivers go on filling their spools on threads of their own.
 */
final class NetflowSplitReader implements SplitReader<Fetched, NetflowSplit> {

    /** Opens the cursor of a split. */
    interface CursorFactory {
        SplitCursor open(NetflowSplit split) throws IOException;
    }

    /** How soon a quiet spool is looked at again: what a datagram may be late by. */
    private static final long QUIET_MILLIS = 10;

    /** A fetch returns at least this often, so that pausing and new splits are soon seen to. */
    private static final int QUIET_LOOKS = 5;

    private final CursorFactory cursorFactory;
    private final Map<String, SplitCursor> cursors = new LinkedHashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final Object wakeUpLock = new Object();
    private boolean wokenUp;

    NetflowSplitReader(CursorFactory cursorFactory) {
        this.cursorFactory = cursorFactory;
    }

    @Override
    public RecordsWithSplitIds<Fetched> fetch() throws IOException {
        RecordsBySplits.Builder<Fetched> fetched = new RecordsBySplits.Builder<>();
        for (int look = 0; look < QUIET_LOOKS; look++) {
            if (takeFromEach(fetched) || waitForMore()) {
                break;
            }
        }
        return fetched.build();
    }

    @Override
    public void handleSplitsChanges(SplitsChange<NetflowSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException(
                    "a split of a netflow source ends by itself; it cannot be removed: " + change);
        }
        for (NetflowSplit split : change.splits()) {
            try {
                cursors.put(split.splitId(), cursorFactory.open(split));
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    @Override
    public void wakeUp() {
        synchronized (wakeUpLock) {
            wokenUp = true;
            wakeUpLock.notifyAll();
        }
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<NetflowSplit> toPause, Collection<NetflowSplit> toResume) {
        toPause.forEach(split -> paused.add(split.splitId()));
        toResume.forEach(split -> paused.remove(split.splitId()));
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(cursors.values());
        cursors.clear();
    }

    /** Whether there was anything to hand over. */
    private boolean takeFromEach(RecordsBySplits.Builder<Fetched> fetched) throws IOException {
        boolean any = false;
        Iterator<Map.Entry<String, SplitCursor>> entries = cursors.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, SplitCursor> entry = entries.next();
            if (paused.contains(entry.getKey())) {
                continue;
            }
            Fetched part = entry.getValue().poll();
            if (part != null) {
                fetched.add(entry.getKey(), part);
                any = true;
            }
            if (entry.getValue().isFinished()) {
                entries.remove();
                entry.getValue().close();
                fetched.addFinishedSplit(entry.getKey());
                any = true;
            }
        }
        return any;
    }

    /** True when woken up. */
    private boolean waitForMore() {
        synchronized (wakeUpLock) {
            try {
                if (!wokenUp) {
                    wakeUpLock.wait(QUIET_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
            boolean woken = wokenUp;
            wokenUp = false;
            return woken;
        }
    }
}
