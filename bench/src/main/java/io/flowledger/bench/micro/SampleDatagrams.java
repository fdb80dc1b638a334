package io.flowledger.bench.micro;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same generated datagrams for every benchmark, at a fixed virtual time. */
final class SampleDatagrams {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    static final int RECORDS_PER_DATAGRAM = 30;

    private SampleDatagrams() {}

    static byte[][] generate(int datagrams) {
        List<byte[]> payloads = new ArrayList<>(datagrams);
        TrafficOptions options =
                TrafficOptions.builder()
                        .flows((long) datagrams * RECORDS_PER_DATAGRAM)
                        .recordsPerDatagram(RECORDS_PER_DATAGRAM)
                        .rate(1_000_000)
                        .start(START)
                        .build();
        try {
            new TrafficRun(options)
                    .into(
                            (socket, timeMicros, bytes, length) ->
                                    payloads.add(Arrays.copyOf(bytes, length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return payloads.toArray(byte[][]::new);
    }
}
