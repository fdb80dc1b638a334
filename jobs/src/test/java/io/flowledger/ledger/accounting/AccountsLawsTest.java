package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds whatever is sent, lost and posted. */
class AccountsLawsTest {

    /** A datagram of an exporter so many milliseconds after the one before, and what was lost. */
    record Step(int exporter, int afterMillis, int lostFlows, List<Flow> flows) {}

    private static final View SMALL = TrafficOfTest.view("small", 3, "src_addr", "dst_port");
    private static final View APPLICATIONS = TrafficOfTest.view("apps", 100, "application");
    private static final View TOTAL =
            View.of("total", List.of(), Map.of(), Map.of(), Duration.ofMinutes(5), 10);

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Flow> flows =
                Combinators.combine(
                                Arbitraries.longs().between(1, 8),
                                Arbitraries.of(22, 53, 443, 50_000),
                                Arbitraries.longs().between(0, 1_000),
                                Arbitraries.longs().between(0, 0xFFFF_FFFFL),
                                Arbitraries.longs().between(0, 400_000),
                                Arbitraries.longs().between(0, 90_000))
                        .as(
                                (src, port, packets, octets, lasting, endAge) ->
                                        new Flow(
                                                src,
                                                9,
                                                50_001,
                                                port,
                                                6,
                                                packets,
                                                octets,
                                                endAge + lasting,
                                                endAge));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(1, 500, 20_000, 70_000),
                        Arbitraries.of(0, 0, 0, 1, 30),
                        flows.list().ofMinSize(1).ofMaxSize(6))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void everyViewAddsUpToWhatWasReceivedAndLost(@ForAll("steps") List<Step> steps) {
        List<Posting> postings = new ArrayList<>();
        Accounts accounts = TrafficOfTest.accounts(options(WindowTime.SPREAD));
        long lost = run(steps, accounts, postings);
        accounts.end(postings::add);

        for (View view : List.of(SMALL, APPLICATIONS, TOTAL)) {
            List<Posting> ofView =
                    postings.stream().filter(p -> p.view().equals(view.name())).toList();
            assertThat(ofView.stream().mapToLong(Posting::observedFlows).sum())
                    .isEqualTo(flows(steps).count());
            assertThat(ofView.stream().mapToLong(Posting::observedPackets).sum())
                    .isEqualTo(
                            steps.stream()
                                    .flatMap(s -> s.flows().stream())
                                    .mapToLong(Flow::packets)
                                    .sum());
            assertThat(ofView.stream().mapToLong(Posting::observedOctets).sum())
                    .isEqualTo(flows(steps).sum());
            double flows =
                    ofView.stream().mapToDouble(p -> p.flows().estimated() + unestimated(p)).sum();
            if (ofView.stream().allMatch(p -> p.flows().unestimatedFlows() == 0)) {
                assertThat(flows)
                        .as("flows with what was lost")
                        .isCloseTo(flows(steps).count() + lost, within(1e-6 * (1 + flows)));
            }
        }
    }

    private static long unestimated(Posting posting) {
        return posting.flows().unestimatedFlows();
    }

    private static LongStream flows(List<Step> steps) {
        return steps.stream().flatMap(s -> s.flows().stream()).mapToLong(Flow::octets);
    }

    @Property(tries = 100)
    void spreadTotalsEqualUnspreadTotals(@ForAll("steps") List<Step> steps) {
        for (WindowTime time : WindowTime.values()) {
            List<Posting> postings = new ArrayList<>();
            Accounts accounts = TrafficOfTest.accounts(options(time));
            run(steps, accounts, postings);
            accounts.end(postings::add);

            assertThat(
                            postings.stream()
                                    .filter(p -> p.view().equals(TOTAL.name()))
                                    .mapToLong(Posting::observedOctets)
                                    .sum())
                    .isEqualTo(flows(steps).sum());
        }
    }

    @Property(tries = 200)
    void anotherProcessGoesOnAsIfNothingHadHappened(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 0, max = 40) int cut) {
        AccountingOptions options = options(WindowTime.SPREAD);
        List<Posting> straight = new ArrayList<>();
        Accounts one = TrafficOfTest.accounts(options);
        run(steps, one, straight);
        one.end(straight::add);

        List<Posting> interrupted = new ArrayList<>();
        Accounts first = TrafficOfTest.accounts(options);
        int at = Math.min(cut, steps.size());
        run(steps.subList(0, at), first, interrupted);
        Accounts second = restored(first, options);
        long millis = TrafficOfTest.NOON;
        for (Step step : steps.subList(0, at)) {
            millis += step.afterMillis();
        }
        run(steps.subList(at, steps.size()), millis, second, interrupted);
        second.end(interrupted::add);

        assertThat(texts(interrupted)).isEqualTo(texts(straight));
    }

    private static Accounts restored(Accounts accounts, AccountingOptions options) {
        Names names = new Names();
        names.id("a name that another process had not");
        Enrichment enrichment = Enrichment.none(names);
        Accountings accountings =
                new Accountings(options, names, new DomainBudget(options.mostDomains()));
        Accounts restored = new Accounts(accountings.current(), () -> enrichment, true, 1_000);
        try {
            for (SessionKey session : accounts.open()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                accounts.write(session, new DataOutputStream(bytes));
                restored.restore(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
                        accountings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return restored;
    }

    private static AccountingOptions options(WindowTime time) {
        return TrafficOfTest.options(time, SMALL, APPLICATIONS, TOTAL);
    }

    private static long run(List<Step> steps, Accounts accounts, List<Posting> postings) {
        return run(steps, TrafficOfTest.NOON, accounts, postings);
    }

    private static long run(
            List<Step> steps, long from, Accounts accounts, List<Posting> postings) {
        long millis = from;
        long lost = 0;
        for (Step step : steps) {
            long before = millis;
            millis += step.afterMillis();
            accounts.advance(millis - 1, postings::add);
            if (step.lostFlows() > 0) {
                accounts.add(TrafficOfTest.lost(step.exporter(), step.lostFlows(), before, millis));
                lost += step.lostFlows();
            }
            ExportDatagram datagram = TrafficOfTest.datagram(step.exporter(), millis, step.flows());
            accounts.add(datagram);
        }
        return lost;
    }

    /** In an order of their own: that of sessions in a table is none. */
    private static List<String> texts(List<Posting> postings) {
        return postings.stream()
                .map(
                        p ->
                                p.view()
                                        + " "
                                        + p.windowStartMillis()
                                        + " "
                                        + p.session()
                                        + " "
                                        + p.minuteMillis()
                                        + " "
                                        + java.util.Arrays.toString(p.numbers())
                                        + java.util.Arrays.toString(p.texts())
                                        + p.other()
                                        + p.imputed()
                                        + " "
                                        + p.observedFlows()
                                        + " "
                                        + p.observedPackets()
                                        + " "
                                        + p.observedOctets()
                                        + " "
                                        + p.flows()
                                        + p.packets()
                                        + p.octets())
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
