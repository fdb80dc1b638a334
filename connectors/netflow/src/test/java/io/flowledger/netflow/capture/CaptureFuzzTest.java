package io.flowledger.netflow.capture;

import static io.flowledger.netflow.capture.TestCaptures.concat;
import static io.flowledger.netflow.capture.TestCaptures.enhancedPacket;
import static io.flowledger.netflow.capture.TestCaptures.ethernet;
import static io.flowledger.netflow.capture.TestCaptures.hex;
import static io.flowledger.netflow.capture.TestCaptures.ipv4;
import static io.flowledger.netflow.capture.TestCaptures.ipv6;
import static io.flowledger.netflow.capture.TestCaptures.networkInterface;
import static io.flowledger.netflow.capture.TestCaptures.pcap;
import static io.flowledger.netflow.capture.TestCaptures.resolution;
import static io.flowledger.netflow.capture.TestCaptures.section;
import static io.flowledger.netflow.capture.TestCaptures.simplePacket;
import static io.flowledger.netflow.capture.TestCaptures.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damaged captures: nothing but an IOException, every payload inside the packet it came with, no
 * more memory than the largest packet takes. A new seed every run, named when it fails; give it
 * back as {@code -Dflowledger.fuzz.seed}.
 */
class CaptureFuzzTest {

    private static final int INPUTS = 150_000;

    /** The window grows to at most half a megabyte, by way of 64, 128 and 256 KiB. */
    private static final long MAX_ALLOCATED_BYTES = 2 << 20;

    @Test
    void damagedCapturesGiveNothingButIoExceptions() {
        long seed = Long.getLong("flowledger.fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        List<byte[]> sound = sound();
        int refused = 0;
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] file = mutate(random, sound.get(random.nextInt(sound.size())));
            long before = threads.getThreadAllocatedBytes(thread);
            try (CaptureReader reader = TestCaptures.open(file)) {
                long position = reader.position();
                while (reader.next()) {
                    requireInside(reader, position, file.length);
                    position = reader.position();
                    read++;
                }
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("input " + i + " of seed " + seed, e);
            }
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(allocated)
                    .as("bytes allocated for input %d of seed %d", i, seed)
                    .isLessThan(MAX_ALLOCATED_BYTES);
        }
        assertThat(refused).as("captures refused").isGreaterThan(INPUTS / 20);
        assertThat(read).as("datagrams read all the same").isGreaterThan(INPUTS / 2);
    }

    private static void requireInside(CaptureReader reader, long before, int fileLength) {
        boolean forward = reader.position() > before && reader.position() <= fileLength;
        boolean inside =
                reader.payloadLength() >= 0
                        && reader.payloadOffset() >= 0
                        && reader.payloadOffset() + reader.payloadLength() <= reader.bytes().length
                        && reader.payloadLength() <= reader.position() - before;
        if (!forward || !inside) {
            throw new AssertionError(
                    "payload "
                            + reader.payloadOffset()
                            + " + "
                            + reader.payloadLength()
                            + " of a packet between bytes "
                            + before
                            + " and "
                            + reader.position());
        }
    }

    private static List<byte[]> sound() {
        byte[] ipv6 =
                concat(
                        hex("020000000001 020000000002 86DD"),
                        ipv6(0, concat(hex("11 00 0000 0000 0000"), udp(TestCaptures.PAYLOAD))));
        byte[] vlan = concat(hex("020000000001 020000000002 8100 0064 0800"), ipv4());
        ByteOrder le = ByteOrder.LITTLE_ENDIAN;
        return List.of(
                pcap(1, ethernet(ipv4()), vlan, ipv6),
                pcap(113, concat(hex("0000 0001 0006 020000000001 0000 0800"), ipv4())),
                pcap(0, concat(hex("02000000"), ipv4()), concat(hex("1E000000"), ipv4())),
                concat(
                        section(le),
                        networkInterface(le, 1, 0, resolution(le, 9)),
                        networkInterface(le, 101, 96, resolution(le, 0xA0)),
                        enhancedPacket(le, 0, 1_700_000_000_000_000_000L, vlan),
                        simplePacket(le, ethernet(ipv4()), 200),
                        enhancedPacket(le, 1, -1, ipv4())));
    }

    private static byte[] mutate(SplittableRandom random, byte[] sound) {
        byte[] file = sound.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(file.length);
            file[at] =
                    (byte)
                            switch (random.nextInt(4)) {
                                case 0 -> random.nextInt(8);
                                case 1 -> file[at] ^ 1 << random.nextInt(8);
                                case 2 -> 0xFF;
                                default -> random.nextInt();
                            };
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }
}
