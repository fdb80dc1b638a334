package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.sequence.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * The open strata of a session as bytes. Numbers of names mean nothing to another process, so the
 * names that its keys use go with them.
 */
final class SessionState {

    private static final int FORMAT = 1;

    private SessionState() {}

    static void write(SessionAccounts accounts, DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        accounts.session().write(out);
        List<Stratum> strata = accounts.strata();
        out.writeInt(strata.size());
        for (Stratum stratum : strata) {
            write(stratum, out);
        }
    }

    static SessionAccounts read(DataInput in, Accountings versions, Enrichment enrichment)
            throws IOException {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "accounts of format " + format + ", this release reads format " + FORMAT);
        }
        SessionAccounts accounts = new SessionAccounts(SessionKey.read(in));
        for (int left = in.readInt(); left > 0; left--) {
            accounts.restore(read(accounts.session(), in, versions, enrichment));
        }
        return accounts;
    }

    private static void write(Stratum stratum, DataOutput out) throws IOException {
        out.writeLong(stratum.accounting.fingerprint());
        out.writeLong(stratum.minute);
        out.writeLong(stratum.datagrams);
        out.writeLong(stratum.records);
        out.writeLong(stratum.recordsSquared);
        out.writeLong(stratum.recordsCubed);
        out.writeBoolean(stratum.collapsed);
        stratum.losses.write(out);
        writeNames(stratum, out);
        out.writeInt(stratum.groups.size());
        for (DomainGroup group : stratum.groups) {
            write(group, out);
        }
    }

    private static void write(DomainGroup group, DataOutput out) throws IOException {
        out.writeShort(group.view);
        out.writeLong(group.window);
        out.writeInt(group.keys.size());
        for (int domain = 0; domain < group.keys.size(); domain++) {
            out.writeLong(group.keys.high(domain));
            out.writeLong(group.keys.low(domain));
            group.keys.writeSums(domain, out);
        }
        out.writeBoolean(group.beyond != null);
        if (group.beyond != null) {
            group.beyond.writeSums(0, out);
        }
        out.writeBoolean(group.merged != null);
        if (group.merged != null) {
            group.merged.write(out);
        }
    }

    private static void writeNames(Stratum stratum, DataOutput out) throws IOException {
        Map<Integer, String> used = new LinkedHashMap<>();
        for (DomainGroup group : stratum.groups) {
            addNames(stratum.accounting, group, used);
        }
        out.writeInt(used.size());
        for (Map.Entry<Integer, String> each : used.entrySet()) {
            out.writeInt(each.getKey());
            out.writeUTF(each.getValue());
        }
    }

    private static void addNames(
            Accounting accounting, DomainGroup group, Map<Integer, String> used) {
        KeyLayout layout = accounting.views[group.view].layout;
        for (int i = 0; i < layout.parts(); i++) {
            if (layout.part(i).column().kind() != KeyColumn.Kind.NAME) {
                continue;
            }
            for (int domain = 0; domain < group.keys.size(); domain++) {
                int id = (int) layout.value(i, group.keys.high(domain), group.keys.low(domain));
                if (id != 0) {
                    used.computeIfAbsent(id, accounting.names::name);
                }
            }
        }
    }

    private static Stratum read(
            SessionKey session, DataInput in, Accountings versions, Enrichment enrichment)
            throws IOException {
        Accounting accounting = versions.of(in.readLong());
        Stratum stratum = new Stratum(session, in.readLong(), accounting, enrichment);
        stratum.datagrams = in.readLong();
        stratum.records = in.readLong();
        stratum.recordsSquared = in.readLong();
        stratum.recordsCubed = in.readLong();
        stratum.collapsed = in.readBoolean();
        stratum.losses.addAll(Losses.read(in));
        Map<Long, Long> renamed = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            long id = in.readInt();
            renamed.put(id, (long) accounting.names.id(in.readUTF()));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read(stratum, in, id -> renamed.getOrDefault(id, 0L));
        }
        return stratum;
    }

    private static void read(Stratum stratum, DataInput in, LongUnaryOperator names)
            throws IOException {
        DomainGroup group = stratum.restoreGroup(in.readUnsignedShort(), in.readLong());
        KeyLayout layout = stratum.accounting.views[group.view].layout;
        int keys = in.readInt();
        stratum.accounting.budget.force(keys);
        for (int left = keys; left > 0; left--) {
            long high = layout.renamedHigh(in.readLong(), names);
            long low = layout.renamedLow(in.readLong(), names);
            group.keys.readSums(group.keys.insert(high, low), in);
        }
        if (in.readBoolean()) {
            group.beyond().readSums(0, in);
        }
        if (in.readBoolean()) {
            group.merged = MergedSums.read(in);
        }
    }
}
