package io.flowledger.bench.flood;

import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Layout;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Payloads of a flood, each with what a collector of NetFlow v5 must make of it.
 *
 * <p>A kind writes its payload over a whole datagram of a forged session, whose bytes and length it
 * is handed.
 */
enum FloodKind {
    /** A whole datagram of a session that nobody has heard of. */
    FORGED(null) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            return length;
        }
    },
    /** 1 to 1,364 flows in one payload of up to 65,496 bytes: more than NetFlow v5 allows. */
    GIANT(null) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put16(bytes, V5Layout.COUNT, GIANT_FLOWS);
            return V5Layout.HEADER_LENGTH + GIANT_FLOWS * V5Layout.RECORD_LENGTH;
        }
    },
    /** 30 flows announced, the last of the whole ones cut in the middle. */
    TRUNCATED(Refusal.Reason.TRUNCATED) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put16(bytes, V5Layout.COUNT, V5Layout.MAX_SPECIFIED_COUNT);
            return length + V5Layout.RECORD_LENGTH / 2;
        }
    },
    EMPTY(Refusal.Reason.EMPTY) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            return 0;
        }
    },
    /** A header that ends in the middle. */
    SHORT(Refusal.Reason.SHORT_HEADER) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            return random.nextInt(2, V5Layout.HEADER_LENGTH);
        }
    },
    /** NetFlow v9, as far as its header. */
    V9(Refusal.Reason.UNSUPPORTED_VERSION) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put16(bytes, 0, 9);
            return length;
        }
    },
    IPFIX(Refusal.Reason.UNSUPPORTED_VERSION) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put16(bytes, 0, 10);
            V5Layout.put16(bytes, 2, length);
            return length;
        }
    },
    /** sFlow v5 begins with its version in 32 bits. */
    SFLOW(Refusal.Reason.UNSUPPORTED_VERSION) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put32(bytes, 0, 5);
            return length;
        }
    },
    /** A header that announces no flows. */
    NOTHING(Refusal.Reason.NO_RECORDS) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put16(bytes, V5Layout.COUNT, 0);
            return length;
        }
    },
    /** A header that announces flows, and not one whole one behind it. */
    BARE(Refusal.Reason.NO_WHOLE_RECORD) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            return V5Layout.HEADER_LENGTH + random.nextInt(V5Layout.RECORD_LENGTH);
        }
    },
    /** A count that is a lie. */
    LIE(Refusal.Reason.COUNT_BEYOND_PAYLOAD) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            V5Layout.put16(bytes, V5Layout.COUNT, 0xFFFF);
            return length;
        }
    },
    /** The largest payload that UDP over IPv4 carries, of nothing but noise. */
    OVERSIZED(Refusal.Reason.UNSUPPORTED_VERSION) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            return noise(bytes, LARGEST_PAYLOAD, random);
        }
    },
    /** Noise of any usual length. */
    RANDOM(Refusal.Reason.UNSUPPORTED_VERSION) {
        @Override
        int spoil(byte[] bytes, int length, RandomGenerator random) {
            return noise(bytes, random.nextInt(2, 1_473), random);
        }
    };

    /** Over IPv4: 65,535 less 20 of IP and 8 of UDP. */
    static final int LARGEST_PAYLOAD = 65_507;

    static final int GIANT_FLOWS =
            (LARGEST_PAYLOAD - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;

    private final Refusal.Reason refusal;

    FloodKind(Refusal.Reason refusal) {
        this.refusal = refusal;
    }

    /**
     * Makes the payload out of a whole datagram.
     *
     * @param bytes at least {@link #LARGEST_PAYLOAD} of them, the datagram in front
     * @param length of the datagram
     * @return length of the payload
     */
    abstract int spoil(byte[] bytes, int length, RandomGenerator random);

    /** What it must be refused as; null: it is NetFlow v5. */
    Refusal.Reason refusal() {
        return refusal;
    }

    /** Flows that must be archived of a payload made out of a datagram of so many flows. */
    int archivedFlows(int flows) {
        return switch (this) {
            case FORGED, TRUNCATED -> flows;
            case GIANT -> GIANT_FLOWS;
            default -> 0;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static int noise(byte[] bytes, int length, RandomGenerator random) {
        for (int at = 0; at + 8 <= length; at += 8) {
            V5Layout.put32(bytes, at, random.nextInt());
            V5Layout.put32(bytes, at + 4, random.nextInt());
        }
        // whatever it is, it must not say that it is NetFlow v5
        bytes[0] |= (byte) 0x80;
        return length;
    }
}
