package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Millions of damaged payloads: nothing throws, every byte is accounted for, and nothing is
 * allocated by what the bytes claim. A new seed every run, named when it fails; give it back as
 * {@code -Dflowledger.fuzz.seed}.
 */
class PayloadFuzzTest {

    private static final int INPUTS = 8_000_000;

    private static final String[] SEEDS = {
        "15_count30_ok.bin",
        "19_count128.bin",
        "23_two_v5_concatenated.bin",
        "24_v5_then_v7.bin",
        "21_allones.bin",
        "14_count2_one_and_half.bin",
        "06_version9.bin",
    };

    @Test
    void noBytesBreakTheLawsOrThrow() throws IOException {
        long seed = Long.getLong("flowledger.fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> sound = sound(random);
        byte[] scratch = new byte[8 * 1024];
        PayloadLaws laws = new PayloadLaws();
        PayloadParser parser = new PayloadParser();
        int accepted = 0;
        for (int i = 0; i < INPUTS; i++) {
            int offset = random.nextInt(16);
            int length = mutate(random, sound.get(random.nextInt(sound.size())), scratch, offset);
            try {
                accepted += laws.check(parser, scratch, offset, length) > 0 ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("input " + i + " of seed " + seed, e);
            }
        }
        assertThat(accepted)
                .as("inputs that still held a datagram; else the mutations are too coarse")
                .isBetween(INPUTS / 10, INPUTS - INPUTS / 10);
    }

    @Test
    void anAcceptedPayloadAllocatesNothing() throws IOException {
        for (String file : List.of("15_count30_ok.bin", "23_two_v5_concatenated.bin")) {
            assertThat(allocatedPerParse(Fixture.edge(file))).as(file).isLessThan(0.01);
        }
    }

    @Test
    void aRefusalAllocatesTheSameSmallAmountWhateverIsClaimed() throws IOException {
        byte[] claiming = Fixture.edge("20_count65535.bin");
        for (int count : new int[] {31, 1_000, 65_535}) {
            V5Layout.put16(claiming, V5Layout.COUNT, count);
            assertThat(allocatedPerParse(claiming)).as("count %d", count).isBetween(0.0, 64.0);
        }
        for (String file :
                List.of("06_version9.bin", "09_hdr23.bin", "12_count30_one_record.bin")) {
            assertThat(allocatedPerParse(Fixture.edge(file))).as(file).isBetween(0.0, 64.0);
        }
    }

    /** Sound payloads, small ones mostly, since every mutation of them hits something. */
    private static List<byte[]> sound(SplittableRandom random) throws IOException {
        List<byte[]> sound = new ArrayList<>();
        for (String file : SEEDS) {
            sound.add(Fixture.edge(file));
        }
        for (int i = 0; i < 40; i++) {
            sound.add(PackedDatagrams.of(random, 1 + i % 4, 1 + i % 10));
        }
        return sound;
    }

    /**
     * Copies a payload to the offset, changes a few bytes, cuts or lengthens it; its new length.
     */
    private static int mutate(SplittableRandom random, byte[] sound, byte[] into, int offset) {
        System.arraycopy(sound, 0, into, offset, sound.length);
        int length = sound.length;
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && length > 0; i++) {
            int at = offset + random.nextInt(random.nextBoolean() ? Math.min(24, length) : length);
            into[at] = (byte) (random.nextBoolean() ? random.nextInt(12) : random.nextInt());
        }
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(length + 1);
            case 1 -> Math.min(into.length - offset, length + random.nextInt(100));
            default -> length;
        };
    }

    private static double allocatedPerParse(byte[] payload) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PayloadParser parser = new PayloadParser();
        CountingHandler handler = new CountingHandler();
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            parser.parse(payload, 0, payload.length, handler);
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < rounds; i++) {
            parser.parse(payload, 0, payload.length, handler);
        }
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThat(handler.calls).isGreaterThanOrEqualTo(2L * rounds);
        return (after - before) / (double) rounds;
    }

    private static final class CountingHandler implements PayloadParser.Handler {
        private long calls;
        Refusal lastRefusal;

        @Override
        public void datagram(int offset, int length, int repairs) {
            calls++;
        }

        @Override
        public void refused(int offset, int length, Refusal refusal) {
            calls++;
            lastRefusal = refusal;
        }

        @Override
        public void trailing(int offset, int length) {
            calls++;
        }
    }
}
