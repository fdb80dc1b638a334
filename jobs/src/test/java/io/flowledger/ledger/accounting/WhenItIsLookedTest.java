package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What is posted goes by times of receipt alone: however often somebody looks whether minutes are
 * over, the audit tells of every loss before its minute is posted, and to the same minute.
 */
class WhenItIsLookedTest {

    private static final int EXPORTER = 1;

    @Property(tries = 300)
    void postingsAreTheSameHoweverOftenTimeIsLookedAt(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 90) int everySeconds,
            @ForAll @IntRange(min = 1, max = 4_000) int lookEverySeconds) {
        List<ExportDatagram> traffic = traffic(seed, everySeconds);
        List<String> always = postings(traffic, 1);
        assertThat(postings(traffic, lookEverySeconds)).isEqualTo(always);
        assertThat(postings(traffic, Integer.MAX_VALUE)).isEqualTo(always);
    }

    /** Loss in bursts, datagrams a little late, and so late that they correct what was entered. */
    private static List<ExportDatagram> traffic(long seed, int everySeconds) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, ExportDatagram> received = new TreeMap<>();
        long sequence = random.nextInt();
        long now = TrafficOfTest.NOON;
        int lost = 0;
        for (int i = 0; i < 150; i++) {
            now += 1 + random.nextLong(2_000L * everySeconds);
            now += random.nextInt(60) == 0 ? random.nextLong(6_000_000) : 0;
            List<Flow> flows = new ArrayList<>();
            for (int f = 1 + random.nextInt(4); f > 0; f--) {
                flows.add(Flow.of(random.nextInt(6), 3, 500).lasting(random.nextLong(150_000)));
            }
            lost = lost > 0 ? lost - 1 : random.nextInt(8) == 0 ? random.nextInt(5) : 0;
            if (lost == 0) {
                int how = random.nextInt(20);
                long delay = how == 0 ? 2_000 : how == 1 ? random.nextLong(120_000) : 0;
                long at = now + delay;
                while (received.containsKey(at)) {
                    at++;
                }
                received.put(at, numbered(TrafficOfTest.datagram(EXPORTER, at, flows), sequence));
            }
            sequence += flows.size();
        }
        return List.copyOf(received.values());
    }

    private static ExportDatagram numbered(ExportDatagram datagram, long sequence) {
        V5Layout.put32(datagram.bytes(), datagram.offset() + V5Layout.FLOW_SEQUENCE, sequence);
        return datagram;
    }

    private static List<String> postings(List<ExportDatagram> traffic, int lookEverySeconds) {
        AuditOptions options =
                AuditOptions.defaults()
                        .withReorderWindow(TrafficOfTest.SETTLING)
                        .withIdleTimeout(Duration.ofDays(1));
        SessionAudit audit = new SessionAudit(TrafficOfTest.session(EXPORTER), options);
        Accounts accounts =
                TrafficOfTest.accounts(
                        TrafficOfTest.options(
                                TrafficOfTest.view("sources", 100, "src_addr"),
                                TrafficOfTest.view("total", 1)));
        List<String> postings = new ArrayList<>();
        AuditEvents events =
                new AuditEvents() {
                    @Override
                    public void missing(MissingRange range) {
                        accounts.add(range);
                    }

                    @Override
                    public void report(SessionReport report) {}
                };
        Sighting sighting = new Sighting();
        long looked = TrafficOfTest.NOON;
        for (ExportDatagram each : traffic) {
            long now = each.receivedAtMicros() / 1_000;
            while (looked + 1_000L * lookEverySeconds < now) {
                looked += 1_000L * lookEverySeconds;
                audit.advance(looked * 1_000 + 999, events);
                accounts.advance(looked, posting -> postings.add(text(posting)));
            }
            SessionAudit.Verdict verdict = audit.add(sighting.read(each), events);
            if (verdict == SessionAudit.Verdict.ARCHIVE) {
                accounts.add(each);
            }
        }
        audit.end(traffic.get(traffic.size() - 1).receivedAtMicros(), events);
        accounts.end(posting -> postings.add(text(posting)));
        postings.sort(null);
        return postings;
    }

    /** Fractions that were added in another order are the same to nine places. */
    private static String text(Posting posting) {
        return posting.view()
                + " window "
                + (posting.windowStartMillis() - TrafficOfTest.NOON) / 1_000
                + " minute "
                + (posting.minuteMillis() - TrafficOfTest.NOON) / 1_000
                + " key "
                + (posting.numbers().length == 0 ? "" : posting.numbers()[0])
                + (posting.other() ? " other" : "")
                + (posting.imputed() ? " imputed" : "")
                + " observed "
                + posting.observedFlows()
                + "/"
                + posting.observedPackets()
                + "/"
                + posting.observedOctets()
                + " of "
                + posting.stratumFlows()
                + " lost "
                + posting.stratumLostFlows()
                + (posting.lossUnknown() ? " and more" : "")
                + " unestimated "
                + posting.octets().unestimatedFlows()
                + String.format(
                        " flows %.6e octets %.6e variance %.4e %s",
                        posting.flows().estimated(),
                        posting.octets().estimated(),
                        posting.octets().uncertainty().variance(),
                        posting.octets().flags());
    }
}
