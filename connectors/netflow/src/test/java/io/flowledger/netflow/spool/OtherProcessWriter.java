package io.flowledger.netflow.spool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Started by a test as a process of its own: writes a spool, holds it, also as a reading job does,
 * until its input ends.
 */
final class OtherProcessWriter {

    static final int DATAGRAMS = 3000;

    private OtherProcessWriter() {}

    static Written datagram(int index) {
        return Written.random(new Random(index), index, index % 700);
    }

    public static void main(String[] args) throws Exception {
        List<Written> datagrams = new ArrayList<>();
        for (int i = 0; i < DATAGRAMS; i++) {
            datagrams.add(datagram(i));
        }
        SpoolOptions options = SpoolOptions.defaults().withSegmentBytes(128 << 10);
        Path directory = Path.of(args[0]);
        try (SpoolWriter writer = SpoolWriter.open(directory, options);
                SpoolReadership reading = SpoolReadership.take(directory)) {
            Written.appendAll(writer, datagrams);
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
