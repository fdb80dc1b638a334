package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What a key has, by window. */
final class KeyWindows {

    private static final Comparator<Long> LATEST_FIRST = Comparator.reverseOrder();

    private final TreeMap<Long, WindowSums> windows = new TreeMap<>(LATEST_FIRST);

    void add(WindowSums sums) {
        windows.merge(sums.window(), sums, WindowSums::plus);
    }

    void addAll(Collection<WindowSums> sums) {
        sums.forEach(this::add);
    }

    /** The latest one first. */
    Collection<WindowSums> all() {
        return windows.values();
    }

    // ---- state ---------------------------------------------------------------------------------

    static void write(Collection<WindowSums> windows, DataOutput out) throws IOException {
        out.writeInt(windows.size());
        for (WindowSums window : windows) {
            window.write(out);
        }
    }

    static List<WindowSums> read(DataInput in) throws IOException {
        return read(in, true);
    }

    /** Reads what releases wrote that had the cubes of a key with the key. */
    static List<WindowSums> readWithoutCubes(DataInput in) throws IOException {
        return read(in, false);
    }

    private static List<WindowSums> read(DataInput in, boolean withCubes) throws IOException {
        List<WindowSums> windows = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            windows.add(WindowSums.read(in, withCubes));
        }
        return windows;
    }
}
