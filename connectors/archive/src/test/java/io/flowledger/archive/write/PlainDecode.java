package io.flowledger.archive.write;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Time;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a datagram by the byte table of the protocol, straight from the bytes and sharing
 * nothing with the writer: numbers as Long, text as String, unknown as null, in column order.
 */
public final class PlainDecode {

    private static final long DAY = 86_400_000;

    private PlainDecode() {}

    public static List<List<Object>> rows(List<ExportDatagram> datagrams) {
        List<List<Object>> rows = new ArrayList<>();
        datagrams.forEach(d -> rows.addAll(rows(d)));
        return rows;
    }

    public static List<List<Object>> rows(ExportDatagram datagram) {
        ByteBuffer in =
                ByteBuffer.wrap(datagram.bytes(), datagram.offset(), datagram.length()).slice();
        List<List<Object>> rows = new ArrayList<>();
        for (int at = 24; at + 48 <= in.limit(); at += 48) {
            rows.add(row(datagram, in, at));
        }
        return rows;
    }

    private static List<Object> row(ExportDatagram datagram, ByteBuffer in, int at) {
        long exported = u32(in, 8) * 1000 + Math.min(u32(in, 12) / 1_000_000, 999);
        int uptime = in.getInt(4);
        int first = in.getInt(at + 24);
        int last = in.getInt(at + 28);
        long endAge = uptime - last < 0 || uptime - last > DAY ? 0 : uptime - last;
        long startAge = uptime - first;
        if (startAge < endAge || startAge > DAY) {
            startAge = endAge;
        }
        return Arrays.asList(
                Math.floorDiv(datagram.receivedAtMicros(), 1000L),
                exported,
                exported - startAge,
                exported - endAge,
                ExporterAddress.text(datagram.addressHigh(), datagram.addressLow()),
                (long) datagram.port(),
                u8(in, 20),
                u8(in, 21),
                datagram.epochMillis() == ExportDatagram.EPOCH_UNKNOWN
                        ? null
                        : (Long) datagram.epochMillis(),
                u32(in, 4),
                u32(in, 16),
                (at - 24) / 48L,
                u16(in, 22) / 16384,
                u16(in, 22) % 16384,
                u32(in, at),
                u32(in, at + 4),
                u32(in, at + 8),
                u16(in, at + 32),
                u16(in, at + 34),
                u8(in, at + 38),
                u8(in, at + 39),
                u8(in, at + 37),
                u16(in, at + 12),
                u16(in, at + 14),
                u16(in, at + 40),
                u16(in, at + 42),
                u8(in, at + 44),
                u8(in, at + 45),
                u32(in, at + 16),
                u32(in, at + 20),
                (long) (datagram.repairs() | V5Time.repairs(uptime, first, last)));
    }

    private static Long u8(ByteBuffer in, int at) {
        return (long) Byte.toUnsignedInt(in.get(at));
    }

    private static Long u16(ByteBuffer in, int at) {
        return (long) Short.toUnsignedInt(in.getShort(at));
    }

    private static Long u32(ByteBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at));
    }
}
