package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.RollupColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.rollup.Mixing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The columns that rows are summed by, of postings and of rollups alike, and a row's as bytes.
 *
 * <pre>
 *   view       length (1), UTF-8
 *   present    (4) one bit for each column that is not NULL
 *   columns    INT32 (4), INT64 (8), STRING: length (2), UTF-8
 * </pre>
 */
final class KeyColumns {

    static final List<RollupColumn> COLUMNS =
            List.of(
                    RollupColumn.EXPORTER,
                    RollupColumn.ENGINE,
                    RollupColumn.IN_IF,
                    RollupColumn.OUT_IF,
                    RollupColumn.IN_LINK,
                    RollupColumn.OUT_LINK,
                    RollupColumn.DIRECTION,
                    RollupColumn.SRC_AS,
                    RollupColumn.DST_AS,
                    RollupColumn.SRC_NETWORK,
                    RollupColumn.DST_NETWORK,
                    RollupColumn.SRC_SITE,
                    RollupColumn.DST_SITE,
                    RollupColumn.SRC_DATA_CENTRE,
                    RollupColumn.DST_DATA_CENTRE,
                    RollupColumn.SRC_CUSTOMER,
                    RollupColumn.DST_CUSTOMER,
                    RollupColumn.SRC_ZONE,
                    RollupColumn.DST_ZONE,
                    RollupColumn.APPLICATION,
                    RollupColumn.PROTOCOL,
                    RollupColumn.DSCP,
                    RollupColumn.TCP_CLASS,
                    RollupColumn.SRC_ADDR,
                    RollupColumn.DST_ADDR,
                    RollupColumn.SRC_PORT,
                    RollupColumn.DST_PORT,
                    RollupColumn.OTHER);

    /** Those that go with a key and are no part of it. */
    static final List<RollupColumn> NAMES =
            List.of(
                    RollupColumn.IN_IF_NAME,
                    RollupColumn.OUT_IF_NAME,
                    RollupColumn.SRC_AS_NAME,
                    RollupColumn.DST_AS_NAME);

    private final int first;

    /** Of the batch in hand, those that some row has. */
    private final int[] used = new int[COLUMNS.size()];

    private int usedCount;
    private ByteBuffer scratch = ByteBuffer.allocate(256);
    private int length;

    /**
     * @param first place of the first of them in batches; the others follow
     */
    KeyColumns(int first) {
        this.first = first;
    }

    /** The same columns of postings. */
    static List<TableColumn> ofPostings(List<RollupColumn> columns) {
        return columns.stream().<TableColumn>map(c -> PostingColumn.valueOf(c.name())).toList();
    }

    /** Looks which columns the rows of a batch have at all; a view has few of them. */
    void start(RowBatch batch) {
        usedCount = 0;
        for (int column = 0; column < COLUMNS.size(); column++) {
            boolean[] nulls = batch.nulls(first + column);
            for (int row = 0; row < batch.rows(); row++) {
                if (!nulls[batch.place(row)]) {
                    used[usedCount++] = column;
                    break;
                }
            }
        }
    }

    /**
     * Reads the key of a row.
     *
     * @param view its name, in UTF-8
     */
    void read(byte[] view, RowBatch batch, int place) {
        scratch.clear();
        ensure(1 + view.length + 4).put((byte) view.length).put(view);
        int presentAt = scratch.position();
        int present = 0;
        scratch.putInt(0);
        for (int i = 0; i < usedCount; i++) {
            int column = used[i];
            if (!batch.nulls(first + column)[place]) {
                present |= 1 << column;
                put(COLUMNS.get(column).type(), batch, first + column, place);
            }
        }
        scratch.putInt(presentAt, present);
        length = scratch.position();
        // what is hashed eight bytes at a time ends in zeros
        ensure(Long.BYTES).putLong(0);
    }

    /** The key that was read. */
    RollupKey key() {
        return new RollupKey(Arrays.copyOf(scratch.array(), length));
    }

    /** Of the key that was read, in bytes. */
    int length() {
        return length;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(scratch.array(), 0, target, at, length);
    }

    /** Whether these bytes are the key that was read. */
    boolean is(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, scratch.array(), 0, length);
    }

    /** Of the key that was read, spread over 64 bits. */
    long hash() {
        long hash = length;
        for (int at = 0; at < length; at += Long.BYTES) {
            hash = Mixing.mix(hash ^ scratch.getLong(at));
        }
        return hash;
    }

    private void put(ColumnType type, RowBatch batch, int column, int place) {
        switch (type) {
            case INT32 -> ensure(4).putInt(batch.ints(column)[place]);
            case INT64 -> ensure(8).putLong(batch.longs(column)[place]);
            default -> {
                Text text = batch.texts(column)[place];
                ensure(2 + text.length())
                        .putShort((short) text.length())
                        .put(text.bytes(), text.from(), text.length());
            }
        }
    }

    private ByteBuffer ensure(int more) {
        if (scratch.remaining() < more) {
            byte[] larger = Arrays.copyOf(scratch.array(), 2 * scratch.capacity() + more);
            scratch = ByteBuffer.wrap(larger).position(scratch.position());
        }
        return scratch;
    }

    // ---- back ----------------------------------------------------------------------------------

    static String view(RollupKey key) {
        byte[] bytes = key.bytes();
        return new String(bytes, 1, bytes[0] & 0xFF, StandardCharsets.UTF_8);
    }

    static boolean isSameView(RollupKey key, RollupKey other) {
        int end = 1 + (key.bytes()[0] & 0xFF);
        return Arrays.equals(
                key.bytes(), 0, end, other.bytes(), 0, Math.min(end, other.bytes().length));
    }

    /**
     * A number that puts keys of a view beside each other, and those in order of their columns as
     * far as it has room: whole numbers by their lower bytes, texts by one byte of their hash.
     */
    static long order(RollupKey key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes());
        long order = shortHash(bytes, bytes.get() & 0xFF);
        int room = Long.BYTES - 1;
        int present = bytes.getInt();
        while (room > 0 && present != 0) {
            int column = Integer.numberOfTrailingZeros(present);
            present &= present - 1;
            int width;
            long value;
            switch (COLUMNS.get(column).type()) {
                case INT32 -> {
                    width = 3;
                    value = Math.min(Integer.toUnsignedLong(bytes.getInt()), 0xFF_FFFF);
                }
                case INT64 -> {
                    width = 4;
                    value = bytes.getLong() & 0xFFFF_FFFFL;
                }
                default -> {
                    width = 1;
                    value = shortHash(bytes, Short.toUnsignedInt(bytes.getShort()));
                }
            }
            int fits = Math.min(width, room);
            order = order << 8 * fits | value >>> 8 * (width - fits);
            room -= fits;
        }
        return order << 8 * room;
    }

    private static long shortHash(ByteBuffer bytes, int length) {
        long hash = Mixing.bytes(bytes.array(), bytes.position(), length);
        bytes.position(bytes.position() + length);
        return hash & 0xFF;
    }

    static void encode(RollupKey key, RowTarget row) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes());
        bytes.position(1 + (bytes.get(0) & 0xFF));
        int present = bytes.getInt();
        for (int column = 0; column < COLUMNS.size(); column++) {
            if ((present & 1 << column) != 0) {
                RollupColumn target = COLUMNS.get(column);
                switch (target.type()) {
                    case INT32 -> row.set(target, bytes.getInt());
                    case INT64 -> row.set(target, bytes.getLong());
                    default -> {
                        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
                        bytes.get(text);
                        row.set(target, new String(text, StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }
}
