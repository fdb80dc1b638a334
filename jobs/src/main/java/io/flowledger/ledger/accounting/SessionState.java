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

    private static final int FORMAT = 3;

    /** Of releases that had squares and cubes of usual datagrams with the keys. */
    private static final int POWERS_OF_KEYS = 2;

    /** Of releases that held the datagram in hand apart, and admitted every key. */
    private static final int DATAGRAM_IN_HAND = 1;

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
        if (format < DATAGRAM_IN_HAND || format > FORMAT) {
            throw new IOException(
                    "accounts of format " + format + ", this release reads formats 1 to " + FORMAT);
        }
        SessionAccounts accounts = new SessionAccounts(SessionKey.read(in));
        for (int left = in.readInt(); left > 0; left--) {
            accounts.restore(read(accounts.session(), format, in, versions, enrichment));
        }
        return accounts;
    }

    private static void write(Stratum stratum, DataOutput out) throws IOException {
        out.writeLong(stratum.accounting.fingerprint);
        out.writeLong(stratum.minute);
        out.writeLong(stratum.datagrams);
        out.writeLong(stratum.records);
        out.writeLong(stratum.recordsSquared);
        out.writeLong(stratum.recordsCubed);
        out.writeBoolean(stratum.collapsed);
        stratum.losses.write(out);
        writeNames(stratum, out);
        for (ViewSums view : stratum.views) {
            out.writeBoolean(view != null);
            if (view != null) {
                write(view, out);
            }
        }
    }

    private static void write(ViewSums view, DataOutput out) throws IOException {
        out.writeInt(view.keys.size());
        view.keys.writeUsual(out);
        for (int domain = DomainTable.FIRST; domain < view.keys.end(); domain++) {
            out.writeLong(view.keys.high(domain));
            out.writeLong(view.keys.low(domain));
            view.keys.writeSums(domain, out);
        }
        out.writeBoolean(view.keys.hasBeyond());
        if (view.keys.hasBeyond()) {
            view.keys.writeUsual(out);
            view.keys.writeSums(DomainTable.BEYOND, out);
        }
        out.writeBoolean(view.merged != null);
        if (view.merged != null) {
            view.merged.write(out);
        }
        out.writeBoolean(view.admission() != null);
        if (view.admission() != null) {
            view.admission().write(out);
        }
    }

    private static void writeNames(Stratum stratum, DataOutput out) throws IOException {
        Map<Integer, String> used = new LinkedHashMap<>();
        for (int v = 0; v < stratum.views.length; v++) {
            if (stratum.views[v] != null) {
                addNames(stratum.accounting, v, stratum.views[v].keys, used);
            }
        }
        out.writeInt(used.size());
        for (Map.Entry<Integer, String> each : used.entrySet()) {
            out.writeInt(each.getKey());
            out.writeUTF(each.getValue());
        }
    }

    private static void addNames(
            Accounting accounting, int v, DomainTable keys, Map<Integer, String> used) {
        KeyLayout layout = accounting.views[v].layout;
        for (int i = 0; i < layout.parts(); i++) {
            if (layout.part(i).column().kind() != KeyColumn.Kind.NAME) {
                continue;
            }
            for (int domain = DomainTable.FIRST; domain < keys.end(); domain++) {
                int id = (int) layout.value(i, keys.high(domain), keys.low(domain));
                if (id != 0) {
                    used.computeIfAbsent(id, accounting.names::name);
                }
            }
        }
    }

    private static Stratum read(
            SessionKey session,
            int format,
            DataInput in,
            Accountings versions,
            Enrichment enrichment)
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
        for (int v = 0; v < stratum.views.length; v++) {
            if (in.readBoolean()) {
                read(stratum, v, format, in, id -> renamed.getOrDefault(id, 0L));
            }
        }
        return stratum;
    }

    private static void read(
            Stratum stratum, int v, int format, DataInput in, LongUnaryOperator names)
            throws IOException {
        KeyLayout layout = stratum.accounting.views[v].layout;
        ViewSums view = stratum.view(v);
        int keys = in.readInt();
        if (format > DATAGRAM_IN_HAND) {
            view.keys.readUsual(in);
        }
        for (int left = keys; left > 0; left--) {
            long high = layout.renamedHigh(in.readLong(), names);
            long low = layout.renamedLow(in.readLong(), names);
            readSums(view.keys, view.keys.insert(high, low), format, in);
        }
        stratum.accounting.budget.force(view.keys.held());
        if (in.readBoolean()) {
            view.keys.absorbBeyond(readBeyond(format, in));
        }
        if (in.readBoolean()) {
            view.merged =
                    format > POWERS_OF_KEYS ? MergedSums.read(in) : MergedSums.readWithoutCubes(in);
        }
        if (format > DATAGRAM_IN_HAND && in.readBoolean()) {
            view.setAdmission(Admission.read(in));
        }
    }

    /** In a table of its own: releases before held it so, with usual datagrams of its own. */
    private static DomainTable readBeyond(int format, DataInput in) throws IOException {
        DomainTable beyond = new DomainTable(true, new DomainBudget(0));
        if (format > DATAGRAM_IN_HAND) {
            beyond.readUsual(in);
        }
        readSums(beyond, DomainTable.BEYOND, format, in);
        return beyond;
    }

    private static void readSums(DomainTable table, int domain, int format, DataInput in)
            throws IOException {
        switch (format) {
            case DATAGRAM_IN_HAND -> table.readSumsWithDatagramInHand(domain, in);
            case POWERS_OF_KEYS -> table.readSumsWithPowers(domain, in);
            default -> table.readSums(domain, in);
        }
    }
}
