package io.flowledger.bench.flood;

import io.flowledger.netflow.wire.V5Encoder;

/** A whole NetFlow v5 datagram of a forged session; what its flows say does not matter. */
final class ForgedDatagram {

    private static final long BOOTED_BEFORE_MILLIS = 3_600_000;

    private final int flows;
    private final long startMillis;
    private final V5Encoder encoder = new V5Encoder();

    ForgedDatagram(int flows, long startMillis) {
        this.flows = flows;
        this.startMillis = startMillis;
    }

    /** Writes it, and leaves the bytes behind it as they are; returns its length. */
    int write(byte[] bytes, int engine, long sequence, long nowMillis) {
        long uptime = BOOTED_BEFORE_MILLIS + nowMillis - startMillis;
        encoder.start(bytes, 0)
                .sysUptime(uptime)
                .exportedAt(nowMillis / 1_000, nowMillis % 1_000 * 1_000_000)
                .flowSequence(sequence)
                .engine(engine >>> 8, engine & 0xFF);
        for (int i = 0; i < flows; i++) {
            encoder.nextRecord()
                    .addresses(0x0A00_0000L + i, 0x0A01_0000L + engine, 0)
                    .counters(1, 100)
                    .times(uptime - 1_000, uptime)
                    .ports(40_000 + i, 80)
                    .protocol(6, 0x18, 0);
        }
        return encoder.finish();
    }
}
