package io.flowledger.netflow.capture;

/**
 * An interface of a pcapng section: its link type, its snap length (0 in the file means none), and
 * what a tick of its packets' time is.
 */
record PcapNgInterface(
        int linkType, long snapLength, int resolution, boolean binary, long offsetSeconds) {

    private static final int OPTIONS = 16;
    private static final int END_OF_OPTIONS = 0;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;

    private static final int MICROS = 6;
    private static final int MAX_BINARY_RESOLUTION = 63;
    private static final int MAX_DECIMAL_RESOLUTION = 18;

    /** 9999-12-31; a packet later than that has no believable time. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    /** Reads an interface block of {@code length} bytes; null if its options make no sense. */
    static PcapNgInterface read(WordOrder order, byte[] bytes, int block, int length) {
        int linkType = order.u16(bytes, block + 8);
        long snapLength = order.u32(bytes, block + 12);
        int resolution = MICROS;
        boolean binary = false;
        long offsetSeconds = 0;
        int at = block + OPTIONS;
        int end = block + length - 4;
        while (end - at >= 4) {
            int code = order.u16(bytes, at);
            int size = order.u16(bytes, at + 2);
            int value = at + 4;
            if (code == END_OF_OPTIONS) {
                break;
            }
            if (size > end - value) {
                return null;
            }
            if (code == IF_TSRESOL && size == 1) {
                binary = bytes[value] < 0;
                resolution = bytes[value] & 0x7F;
            } else if (code == IF_TSOFFSET && size == 8) {
                offsetSeconds = longAt(order, bytes, value);
            }
            at = value + (size + 3) / 4 * 4;
        }
        if (resolution > (binary ? MAX_BINARY_RESOLUTION : MAX_DECIMAL_RESOLUTION)) {
            return null;
        }
        return new PcapNgInterface(
                linkType,
                snapLength == 0 ? Long.MAX_VALUE : snapLength,
                resolution,
                binary,
                offsetSeconds);
    }

    /** Gives the packet its time, unless it is an impossible one. */
    void stamp(CapturedPacket packet, long ticks) {
        long seconds;
        long micros;
        if (binary) {
            seconds = ticks >>> resolution;
            long fraction = ticks - (seconds << resolution);
            micros = scaledDown(fraction);
        } else {
            long perSecond = powerOfTen(resolution);
            seconds = Long.divideUnsigned(ticks, perSecond);
            long fraction = Long.remainderUnsigned(ticks, perSecond);
            micros =
                    resolution <= MICROS
                            ? fraction * powerOfTen(MICROS - resolution)
                            : fraction / powerOfTen(resolution - MICROS);
        }
        if (seconds < 0 || seconds > MAX_SECONDS || Math.abs(offsetSeconds) > MAX_SECONDS) {
            return;
        }
        long sinceEpoch = seconds + offsetSeconds;
        if (sinceEpoch >= 0 && sinceEpoch <= MAX_SECONDS) {
            packet.takenAt(sinceEpoch * 1_000_000 + micros);
        }
    }

    /** {@code fraction · 10^6 / 2^resolution}, in 128 bits. */
    private long scaledDown(long fraction) {
        if (resolution == 0) {
            return 0;
        }
        long high = Math.multiplyHigh(fraction, 1_000_000L);
        long low = fraction * 1_000_000L;
        return high << (64 - resolution) | low >>> resolution;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static long longAt(WordOrder order, byte[] bytes, int offset) {
        long first = order.u32(bytes, offset);
        long second = order.u32(bytes, offset + 4);
        return order == WordOrder.BIG ? first << 32 | second : second << 32 | first;
    }
}
