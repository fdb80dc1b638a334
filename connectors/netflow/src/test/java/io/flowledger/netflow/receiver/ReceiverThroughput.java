package io.flowledger.netflow.receiver;

import com.sun.management.OperatingSystemMXBean;
import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.FrameBatch;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much one receiver takes on loopback, measured by hand, not in the build: {@code
 * ReceiverThroughput SPOOL-DIR PAYLOAD-BYTES DATAGRAMS-PER-SECOND SECONDS [tail]}; rate 0 is as
 * fast as one sender goes. With {@code tail} a reader follows and commits, so segments recycle.
 * -Dsender=PROGRAM takes the place of the sender in Java, which is the slower end: it gets PORT
 * PAYLOAD-BYTES DATAGRAMS-PER-SECOND SECONDS and prints how many it sent.
 */
final class ReceiverThroughput {

    private static final int DAMPING = 64;

    private static volatile boolean stopped;

    private ReceiverThroughput() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("send")) {
            send(Integer.parseInt(args[1]), args[2], args[3], args[4]);
            return;
        }
        SpoolOptions spool =
                SpoolOptions.defaults().withRetention(Duration.ZERO).withMaxBytes(8L << 30);
        ReceiverOptions options =
                ReceiverOptions.listen(new ListenAddress("127.0.0.1", 0)).withSpool(spool);
        Path directory = Path.of(args[0]);
        try (Receiver receiver = Receiver.open(options, directory)) {
            Thread tailing = args.length > 4 ? tail(directory) : null;
            long cpuBefore = cpuNanos();
            Process sender = startSender(receiver.port(), args);
            long sent = Long.parseLong(new String(sender.getInputStream().readAllBytes()).trim());
            reportThreads();
            receiver.stopReceiving();
            long cpu = cpuNanos() - cpuBefore;
            if (tailing != null) {
                stopped = true;
                tailing.join();
            }
            report(sent, receiver.counters().snapshot(), cpu, Integer.parseInt(args[3]));
        }
    }

    private static void report(long sent, ReceiverStatus got, long cpuNanos, int seconds) {
        System.out.printf(
                "sent %,d (%,d/s), received %,d, kernel drops %,d, spool drops %,d, buffer %,d,"
                        + " %.3f CPU-s per million%n",
                sent,
                sent / seconds,
                got.datagrams(),
                got.kernelDrops(),
                got.spoolDrops(),
                got.grantedBufferBytes(),
                cpuNanos / 1e3 / Math.max(1, got.datagrams()));
    }

    private static void reportThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            long total = threads.getThreadCpuTime(id);
            if (total > 50_000_000) {
                System.out.printf(
                        "  %-40s %6d ms, of it user %d ms%n",
                        threads.getThreadInfo(id).getThreadName(),
                        total / 1_000_000,
                        threads.getThreadUserTime(id) / 1_000_000);
            }
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Process startSender(int port, String[] args) throws IOException {
        String program = System.getProperty("sender");
        if (program != null) {
            return new ProcessBuilder(program, Integer.toString(port), args[1], args[2], args[3])
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReceiverThroughput.class.getName(),
                                "send",
                                Integer.toString(port),
                                args[1],
                                args[2],
                                args[3]))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void send(int port, String bytes, String perSecond, String seconds)
            throws IOException {
        ByteBuffer payload = ByteBuffer.allocateDirect(Integer.parseInt(bytes));
        long rate = Long.parseLong(perSecond);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(Long.parseLong(seconds));
        long sent = 0;
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            for (long now = start; now < end; now = System.nanoTime()) {
                long due = rate == 0 ? Long.MAX_VALUE : (now - start) * rate / 1_000_000_000;
                for (int i = 0; i < DAMPING && sent < due; i++) {
                    channel.write(payload.clear());
                    sent++;
                }
            }
        }
        System.out.println(sent);
    }

    private static Thread tail(Path directory) {
        Thread thread =
                new Thread(
                        () -> {
                            FrameBatch batch = new FrameBatch(1 << 20);
                            try (SpoolReader reader = SpoolReader.open(directory, 0)) {
                                long committed = System.nanoTime();
                                while (!stopped) {
                                    if (reader.poll(batch) == 0) {
                                        TimeUnit.MILLISECONDS.sleep(5);
                                    }
                                    if (System.nanoTime() - committed > 500_000_000L) {
                                        committed = System.nanoTime();
                                        CommittedPosition.write(directory, reader.position());
                                    }
                                }
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
