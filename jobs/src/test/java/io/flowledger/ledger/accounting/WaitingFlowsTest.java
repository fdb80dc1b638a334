package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** How many datagrams are added to a view together is nobody's business: postings are the same. */
class WaitingFlowsTest {

    private static final int EXPORTERS = 3;

    @Property(tries = 40)
    void postingsAreTheSameToTheBitHoweverManyDatagramsWaited(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 2_500) int sources,
            @ForAll @IntRange(min = 1, max = 200) int lookEvery)
            throws IOException {
        List<ExportDatagram> traffic = traffic(new SplittableRandom(seed), sources);

        List<String> oneByOne = postings(traffic, 1);

        assertThat(postings(traffic, lookEvery)).isEqualTo(oneByOne);
        assertThat(postings(traffic, Integer.MAX_VALUE)).isEqualTo(oneByOne);
    }

    private static List<ExportDatagram> traffic(SplittableRandom random, int sources) {
        List<ExportDatagram> traffic = new ArrayList<>();
        long now = TrafficOfTest.NOON;
        for (int i = 0; i < 300; i++) {
            now += random.nextInt(400);
            int count = random.nextInt(3) == 0 ? 1 + random.nextInt(60) : 30;
            boolean same = random.nextInt(10) == 0;
            long one = random.nextInt(sources);
            List<Flow> flows = new ArrayList<>();
            for (int f = 0; f < count; f++) {
                long source = same ? one : random.nextInt(sources);
                Flow flow = Flow.of(source, 1 + random.nextInt(9), random.nextLong(100_000));
                flows.add(flow.lasting(random.nextInt(8) == 0 ? random.nextInt(200_000) : 0));
            }
            int exporter = 1 + random.nextInt(EXPORTERS);
            int sampling = exporter == 1 && random.nextBoolean() ? 100 : 0;
            traffic.add(TrafficOfTest.datagram(exporter, now, sampling, flows));
        }
        return traffic;
    }

    private static List<String> postings(List<ExportDatagram> traffic, int lookEvery)
            throws IOException {
        View[] views = {
            TrafficOfTest.view("total", 1),
            TrafficOfTest.view("sources", 3_000, "src_addr"),
            TrafficOfTest.view("largest", 10, "src_addr"),
            View.of(
                    "some",
                    List.of("src_addr", "dst_port"),
                    Map.of("src_addr", List.of("0.0.0.0/25")),
                    Map.of(),
                    View.DEFAULT_WINDOW,
                    10)
        };
        Accounts accounts = TrafficOfTest.accounts(TrafficOfTest.options(views));
        int added = 0;
        for (ExportDatagram datagram : traffic) {
            accounts.add(datagram);
            if (++added % lookEvery == 0) {
                look(accounts);
            }
        }
        for (int exporter = 1; exporter <= EXPORTERS; exporter++) {
            long now = TrafficOfTest.NOON + 1_000L * exporter;
            accounts.add(TrafficOfTest.lost(exporter, 40, now, now + 500));
        }
        return TrafficOfTest.end(accounts).stream().map(WaitingFlowsTest::text).sorted().toList();
    }

    /** What is written has to have all that was added. */
    private static void look(Accounts accounts) throws IOException {
        for (SessionKey session : accounts.open()) {
            accounts.write(session, new DataOutputStream(OutputStream.nullOutputStream()));
        }
    }

    private static String text(Posting posting) {
        return posting.view()
                + Arrays.toString(posting.numbers())
                + Arrays.toString(posting.texts())
                + posting.windowStartMillis()
                + posting.session()
                + posting.minuteMillis()
                + posting.other()
                + posting.imputed()
                + posting.observedFlows()
                + "/"
                + posting.observedPackets()
                + "/"
                + posting.observedOctets()
                + posting.flows()
                + posting.packets()
                + posting.octets();
    }
}
