package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * What is accounted, and how.
 *
 * @param views the totals that are kept
 * @param time by which time flows are posted to windows
 * @param profiles how exporters differ
 * @param settling how long after the end of a minute its losses may still be told: the audit's
 *     reorder window
 * @param mostDomains keys that one task holds at a time over all windows, views and sessions
 */
public record AccountingOptions(
        List<View> views,
        WindowTime time,
        ExporterProfiles profiles,
        Duration settling,
        long mostDomains)
        implements Serializable {

    /** At some 100 to 220 bytes each. */
    public static final long DEFAULT_MOST_DOMAINS = 1_000_000;

    private static final int FORMAT = 1;

    public AccountingOptions {
        views = new ArrayList<>(views);
        Set<String> names = new HashSet<>();
        for (View view : views) {
            if (!names.add(view.name())) {
                throw new IllegalArgumentException(
                        "two views have the same name, '" + view.name() + "'");
            }
        }
        if (mostDomains < 1) {
            throw new IllegalArgumentException("at least one key must be held");
        }
    }

    /** The same for the same views and the same way to post to them, in every process. */
    long fingerprint() {
        CRC32C hash = new CRC32C();
        hash.update((views + " " + time).getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }

    /** Views and time, so that another process can go on with what was added up for them. */
    public void writeViews(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(time.name());
        out.writeShort(views.size());
        for (View view : views) {
            view.write(out);
        }
    }

    /** These options with the views and the time that {@link #writeViews} wrote. */
    AccountingOptions readViews(DataInput in) throws IOException {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "views of format " + format + ", this release reads format " + FORMAT);
        }
        WindowTime theirTime = WindowTime.valueOf(in.readUTF());
        List<View> theirs = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            theirs.add(View.read(in));
        }
        return new AccountingOptions(theirs, theirTime, profiles, settling, mostDomains);
    }

    public AccountingOptions withSettling(Duration reorderWindow) {
        return new AccountingOptions(views, time, profiles, reorderWindow, mostDomains);
    }

    public AccountingOptions withViews(List<View> others) {
        return new AccountingOptions(others, time, profiles, settling, mostDomains);
    }
}
