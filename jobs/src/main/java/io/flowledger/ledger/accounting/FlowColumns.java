package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Applications;
import io.flowledger.ledger.enrich.Direction;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.InterfaceTable;
import io.flowledger.ledger.enrich.PrefixTable;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.V5Layout;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * What is known of the flows of a batch: their records' fields, and what the operator's files say
 * of them. Column by column, each filled once for all views when first asked for: short loops over
 * records are several times as fast as asking each record for each column. Reused.
 */
final class FlowColumns {

    /** There is no row for it; looked up and not found. */
    private static final int NONE = -1;

    private final KeyPart[] parts;
    private final long[][] columns;
    private final boolean[] filled;

    /** Whether all flows have the same value, where that shows without looking at them. */
    private final boolean[] uniform;

    private byte[] bytes;
    private int count;
    private SessionKey session;
    private Enrichment enrichment;

    private int[] none = new int[0];
    private final Rows srcPrefix = new Rows();
    private final Rows dstPrefix = new Rows();
    private final Rows inInterface = new Rows();
    private final Rows outInterface = new Rows();

    /**
     * @param parts what can be asked for, by its place here
     */
    FlowColumns(KeyPart[] parts) {
        this.parts = parts;
        this.columns = new long[parts.length][0];
        this.filled = new boolean[parts.length];
        this.uniform = new boolean[parts.length];
    }

    /**
     * Columns from now on are of these flows.
     *
     * @param version of the files to look them up in
     */
    void begin(SessionKey of, Enrichment version, FlowBatch batch) {
        session = of;
        enrichment = version;
        bytes = batch.records();
        count = batch.flows();
        Arrays.fill(filled, false);
        srcPrefix.found = false;
        dstPrefix.found = false;
        inInterface.found = false;
        outInterface.found = false;
    }

    int count() {
        return count;
    }

    /** The values of a part, one for each record, in as many bits as its column has. */
    long[] column(int part) {
        if (!filled[part]) {
            if (columns[part].length < count) {
                columns[part] = new long[Math.max(count, 32)];
            }
            uniform[part] = isUniform(parts[part].column());
            if (uniform[part]) {
                Arrays.fill(columns[part], 0, count, valueOfAll(parts[part].column()));
            } else {
                fill(parts[part], columns[part]);
            }
            filled[part] = true;
        }
        return columns[part];
    }

    /** Whether the values of a part are all 0, where that shows without looking at the flows. */
    boolean isZero(int part) {
        return column(part)[0] == 0 && uniform[part];
    }

    /** Whether nothing in the flows says what is asked for: all have the same value. */
    private boolean isUniform(KeyColumn column) {
        return switch (column) {
            case EXPORTER, ENGINE -> true;
            case IN_LINK, OUT_LINK, DIRECTION -> enrichment.interfaces().size() == 0;
            case SRC_SITE, DST_SITE ->
                    enrichment.interfaces().size() == 0 && prefixes().size() == 0;
            case SRC_DATA_CENTRE, DST_DATA_CENTRE, SRC_CUSTOMER, DST_CUSTOMER, SRC_ZONE, DST_ZONE ->
                    prefixes().size() == 0;
            default -> false;
        };
    }

    private static long valueOfAll(KeyColumn column) {
        return column == KeyColumn.DIRECTION
                ? FlowDirection.of(Direction.UNKNOWN, Direction.UNKNOWN).ordinal()
                : 0;
    }

    /**
     * Leaves only those datagrams whose flows have all the same value of a part.
     *
     * @param same by datagram
     */
    void narrowToSame(int part, FlowBatch batch, boolean[] same) {
        long[] column = column(part);
        if (uniform[part]) {
            return;
        }
        for (int d = 0; d < batch.datagrams(); d++) {
            same[d] = same[d] && isSame(column, batch.from(d), batch.to(d));
        }
    }

    private static boolean isSame(long[] column, int from, int to) {
        int i = from + 1;
        while (i < to && column[i] == column[from]) {
            i++;
        }
        return i >= to;
    }

    private void fill(KeyPart part, long[] target) {
        switch (part.column()) {
            case EXPORTER, ENGINE -> throw new IllegalArgumentException(part + " is uniform");
            case IN_IF -> fill16(target, V5Layout.IN_IF);
            case OUT_IF -> fill16(target, V5Layout.OUT_IF);
            case IN_LINK -> fillLink(target, inInterfaces());
            case OUT_LINK -> fillLink(target, outInterfaces());
            case DIRECTION -> fillDirection(target);
            case SRC_AS -> fill16(target, V5Layout.SRC_AS);
            case DST_AS -> fill16(target, V5Layout.DST_AS);
            case SRC_NETWORK ->
                    fillNetwork(part, target, V5Layout.SRC_ADDR, V5Layout.SRC_MASK, true);
            case DST_NETWORK ->
                    fillNetwork(part, target, V5Layout.DST_ADDR, V5Layout.DST_MASK, false);
            case SRC_SITE -> fillSite(target, srcPrefixes(), inInterfaces());
            case DST_SITE -> fillSite(target, dstPrefixes(), outInterfaces());
            case SRC_DATA_CENTRE -> fill(target, srcPrefixes(), prefixes()::dataCentre);
            case DST_DATA_CENTRE -> fill(target, dstPrefixes(), prefixes()::dataCentre);
            case SRC_CUSTOMER -> fill(target, srcPrefixes(), prefixes()::customer);
            case DST_CUSTOMER -> fill(target, dstPrefixes(), prefixes()::customer);
            case SRC_ZONE -> fill(target, srcPrefixes(), prefixes()::zone);
            case DST_ZONE -> fill(target, dstPrefixes(), prefixes()::zone);
            case APPLICATION -> fillApplication(target);
            case PROTOCOL -> fill8(target, V5Layout.PROTO, 0);
            case DSCP -> fill8(target, V5Layout.TOS, 2);
            case TCP_CLASS -> fillTcpClass(target);
            case SRC_ADDR -> fillAddress(target, V5Layout.SRC_ADDR);
            case DST_ADDR -> fillAddress(target, V5Layout.DST_ADDR);
            case SRC_PORT -> fill16(target, V5Layout.SRC_PORT);
            case DST_PORT -> fill16(target, V5Layout.DST_PORT);
        }
    }

    // ---- fields --------------------------------------------------------------------------------

    private void fill8(long[] target, int offset, int shift) {
        int at = offset;
        for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
            target[i] = V5Layout.u8(bytes, at) >>> shift;
        }
    }

    private void fill16(long[] target, int offset) {
        int at = offset;
        for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
            target[i] = V5Layout.u16(bytes, at);
        }
    }

    private void fillAddress(long[] target, int offset) {
        int at = offset;
        for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
            target[i] = V5Layout.u32(bytes, at);
        }
    }

    private void fillTcpClass(long[] target) {
        int at = 0;
        for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
            int proto = V5Layout.u8(bytes, at + V5Layout.PROTO);
            target[i] = TcpClass.of(proto, V5Layout.u8(bytes, at + V5Layout.TCP_FLAGS)).ordinal();
        }
    }

    private void fillNetwork(
            KeyPart part, long[] target, int addressOffset, int maskOffset, boolean source) {
        if (part.network() == KeyPart.Network.PREFIXES) {
            PrefixTable prefixes = prefixes();
            int[] rows = source ? srcPrefixes() : dstPrefixes();
            for (int i = 0; i < count; i++) {
                target[i] =
                        rows[i] == NONE
                                ? KeyColumn.UNKNOWN_NETWORK
                                : network(prefixes.network(rows[i]), prefixes.length(rows[i]));
            }
            return;
        }
        boolean byMask = part.network() == KeyPart.Network.MASK;
        int at = 0;
        for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
            int length = byMask ? V5Layout.u8(bytes, at + maskOffset) : part.length();
            boolean known = !byMask || length > 0 && length <= 32;
            target[i] =
                    known
                            ? network(V5Layout.i32(bytes, at + addressOffset), length)
                            : KeyColumn.UNKNOWN_NETWORK;
        }
    }

    private static long network(int address, int length) {
        int mask = length == 0 ? 0 : -1 << 32 - length;
        return (address & mask & 0xFFFF_FFFFL) << 6 | length;
    }

    // ---- the operator's files ------------------------------------------------------------------

    private static final class Rows {
        private int[] rows = new int[0];
        private boolean found;
    }

    private PrefixTable prefixes() {
        return enrichment.prefixes();
    }

    private int[] srcPrefixes() {
        return find(srcPrefix, V5Layout.SRC_ADDR);
    }

    private int[] dstPrefixes() {
        return find(dstPrefix, V5Layout.DST_ADDR);
    }

    private int[] find(Rows result, int offset) {
        if (!result.found) {
            PrefixTable prefixes = prefixes();
            if (prefixes.size() == 0) {
                return none();
            }
            start(result);
            int at = offset;
            for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
                result.rows[i] = Math.max(NONE, prefixes.find(V5Layout.i32(bytes, at)));
            }
        }
        return result.rows;
    }

    private int[] inInterfaces() {
        return findInterfaces(inInterface, V5Layout.IN_IF);
    }

    private int[] outInterfaces() {
        return findInterfaces(outInterface, V5Layout.OUT_IF);
    }

    private int[] findInterfaces(Rows result, int offset) {
        if (!result.found) {
            InterfaceTable interfaces = enrichment.interfaces();
            if (interfaces.size() == 0) {
                return none();
            }
            start(result);
            int at = offset;
            for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
                int row =
                        interfaces.find(
                                session.addressHigh(),
                                session.addressLow(),
                                V5Layout.u16(bytes, at));
                result.rows[i] = Math.max(NONE, row);
            }
        }
        return result.rows;
    }

    /** Rows of a file that has none. */
    private int[] none() {
        if (none.length < count) {
            none = new int[count];
            Arrays.fill(none, NONE);
        }
        return none;
    }

    private void start(Rows result) {
        result.found = true;
        if (result.rows.length < count) {
            result.rows = new int[Math.max(count, 32)];
        }
    }

    private void fill(long[] target, int[] rows, IntUnaryOperator name) {
        if (rows == none) {
            Arrays.fill(target, 0, count, 0);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[i] = rows[i] == NONE ? 0 : name.applyAsInt(rows[i]);
        }
    }

    /** An address says more than the interface it was seen at. */
    private void fillSite(long[] target, int[] prefixRows, int[] interfaceRows) {
        fill(target, prefixRows, prefixes()::site);
        if (interfaceRows == none) {
            return;
        }
        InterfaceTable interfaces = enrichment.interfaces();
        for (int i = 0; i < count; i++) {
            if (target[i] == 0 && interfaceRows[i] != NONE) {
                target[i] = interfaces.site(interfaceRows[i]);
            }
        }
    }

    private void fillLink(long[] target, int[] rows) {
        fill(target, rows, enrichment.interfaces()::link);
    }

    private void fillDirection(long[] target) {
        int[] in = inInterfaces();
        int[] out = outInterfaces();
        for (int i = 0; i < count; i++) {
            target[i] = FlowDirection.of(facing(in[i]), facing(out[i])).ordinal();
        }
    }

    private Direction facing(int row) {
        return row == NONE ? Direction.UNKNOWN : enrichment.interfaces().direction(row);
    }

    private void fillApplication(long[] target) {
        Applications applications = enrichment.applications();
        int at = 0;
        for (int i = 0; i < count; i++, at += V5Layout.RECORD_LENGTH) {
            target[i] =
                    applications.application(
                            V5Layout.u8(bytes, at + V5Layout.PROTO),
                            V5Layout.i32(bytes, at + V5Layout.SRC_ADDR),
                            V5Layout.u16(bytes, at + V5Layout.SRC_PORT),
                            V5Layout.i32(bytes, at + V5Layout.DST_ADDR),
                            V5Layout.u16(bytes, at + V5Layout.DST_PORT));
        }
    }
}
