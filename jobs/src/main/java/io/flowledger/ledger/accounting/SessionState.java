package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        out.writeInt(stratum.groups.size());
        for (DomainGroup group : stratum.groups) {
            out.writeShort(group.view);
            out.writeLong(group.window);
            out.writeBoolean(group.merged != null);
            if (group.merged != null) {
                group.merged.write(out);
            }
        }
        writeNames(stratum, out);
        DomainTable table = stratum.table;
        out.writeInt(table.size());
        for (int domain = 0; domain < table.size(); domain++) {
            out.writeInt(table.group(domain));
            out.writeLong(table.high(domain));
            out.writeLong(table.low(domain));
            table.writeSums(domain, out);
        }
    }

    private static void writeNames(Stratum stratum, DataOutput out) throws IOException {
        Names names = stratum.accounting.names;
        Map<Integer, String> used = new LinkedHashMap<>();
        for (int domain = 0; domain < stratum.table.size(); domain++) {
            DomainGroup group =
                    stratum.groups.get(DomainGroup.ordinal(stratum.table.group(domain)));
            KeyLayout layout = stratum.accounting.views[group.view].layout;
            if (layout.hasNames()) {
                for (int i = 0; i < layout.parts(); i++) {
                    if (layout.part(i).column().kind() == KeyColumn.Kind.NAME) {
                        long high = stratum.table.high(domain);
                        long low = stratum.table.low(domain);
                        int id = (int) layout.value(i, high, low);
                        if (id != 0) {
                            used.computeIfAbsent(id, names::name);
                        }
                    }
                }
            }
        }
        out.writeInt(used.size());
        for (Map.Entry<Integer, String> each : used.entrySet()) {
            out.writeInt(each.getKey());
            out.writeUTF(each.getValue());
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
        for (int left = in.readInt(); left > 0; left--) {
            DomainGroup group = stratum.restoreGroup(in.readUnsignedShort(), in.readLong());
            if (in.readBoolean()) {
                group.merged = MergedSums.read(in);
            }
        }
        Map<Long, Long> renamed = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            long id = in.readInt();
            renamed.put(id, (long) accounting.names.id(in.readUTF()));
        }
        for (int left = in.readInt(); left > 0; left--) {
            int group = in.readInt();
            long high = in.readLong();
            long low = in.readLong();
            int domain =
                    stratum.restoreDomain(group, high, low, id -> renamed.getOrDefault(id, 0L));
            stratum.table.readSums(domain, in);
        }
        return stratum;
    }
}
