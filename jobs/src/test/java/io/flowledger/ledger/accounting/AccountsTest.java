package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.EnrichmentException;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import io.flowledger.ledger.enrich.FileAccess;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.sequence.MissingRange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final long NOON = TrafficOfTest.NOON;
    private static final long MINUTE = 60_000;

    private final List<Posting> posted = new ArrayList<>();

    @Test
    void aMinuteIsPostedWhenItsLossesAreKnown() {
        Accounts accounts =
                TrafficOfTest.accounts(TrafficOfTest.options(TrafficOfTest.view("v", 10)));
        accounts.add(TrafficOfTest.datagram(1, NOON + 59_000, List.of(Flow.of(1, 1, 100))));

        accounts.advance(NOON + MINUTE + 4_999, posted::add);
        assertThat(posted).isEmpty();

        accounts.advance(NOON + MINUTE + 5_000, posted::add);
        assertThat(posted).hasSize(1);
        assertThat(posted.get(0).minuteMillis()).isEqualTo(NOON);
        assertThat(posted.get(0).observedOctets()).isEqualTo(100);
        assertThat(accounts.sessions()).isZero();
    }

    @Test
    void whatWasLostIsAddedAtTheRateOfItsMinute() {
        Accounts accounts =
                TrafficOfTest.accounts(
                        TrafficOfTest.options(TrafficOfTest.view("v", 10, "src_addr")));
        for (int i = 0; i < 10; i++) {
            accounts.add(
                    TrafficOfTest.datagram(
                            1,
                            NOON + i,
                            List.of(Flow.of(1, 1, 100), Flow.of(2, 2, 10L * (i % 3)))));
        }
        accounts.add(TrafficOfTest.lost(1, 5, NOON + 3, NOON + 4));

        Posting steady = TrafficOfTest.posting(TrafficOfTest.end(accounts), 1);

        assertThat(steady.observedFlows()).isEqualTo(10);
        assertThat(steady.flows().estimated()).isEqualTo(12.5);
        assertThat(steady.octets().estimated()).isEqualTo(1_250);
        assertThat(steady.octets().uncertainty().variance())
                .as("every datagram has the same of it")
                .isZero();
        assertThat(steady.stratumLostFlows()).isEqualTo(5);
        assertThat(steady.stratumFlows()).isEqualTo(20);
    }

    @Test
    void theIntervalOfAKeyThatComesAndGoesIsWide() {
        Accounts accounts =
                TrafficOfTest.accounts(
                        TrafficOfTest.options(TrafficOfTest.view("v", 10, "src_addr")));
        for (int i = 0; i < 10; i++) {
            accounts.add(
                    TrafficOfTest.datagram(
                            1,
                            NOON + i,
                            List.of(Flow.of(1, 1, 100), Flow.of(2, 2, 10L * (i % 3)))));
        }
        accounts.add(TrafficOfTest.lost(1, 5, NOON + 3, NOON + 4));

        Posting varying = TrafficOfTest.posting(TrafficOfTest.end(accounts), 2);

        assertThat(varying.observedOctets()).isEqualTo(90);
        assertThat(varying.octets().estimated()).isEqualTo(90 * 1.25);
        assertThat(varying.octets().uncertainty().variance()).isPositive();
        assertThat(varying.octets().interval().lower()).isGreaterThanOrEqualTo(90);
    }

    @Test
    void aMinuteWithTooFewDatagramsIsEstimatedWithTheNext() {
        Accounts accounts =
                TrafficOfTest.accounts(TrafficOfTest.options(TrafficOfTest.view("v", 10)));
        accounts.add(TrafficOfTest.datagram(1, NOON, List.of(Flow.of(1, 1, 100))));
        accounts.add(TrafficOfTest.lost(1, 1, NOON - 1_000, NOON));
        accounts.advance(NOON + MINUTE + 5_000, posted::add);
        assertThat(posted).as("one datagram says nothing about how they differ").isEmpty();
        accounts.add(TrafficOfTest.datagram(1, NOON + 3 * MINUTE, List.of(Flow.of(1, 1, 200))));

        accounts.advance(NOON + 5 * MINUTE, posted::add);

        assertThat(posted).hasSize(2); // one stratum, two windows
        double octets = posted.stream().mapToDouble(p -> p.octets().estimated()).sum();
        assertThat(octets).isEqualTo(450);
        assertThat(posted).allSatisfy(p -> assertThat(p.octets().flags()).contains(Flag.IMPUTED));
    }

    @Test
    void whatNothingSpeaksForIsCountedAndNotEstimated() {
        Accounts accounts =
                TrafficOfTest.accounts(TrafficOfTest.options(TrafficOfTest.view("v", 10)));
        accounts.add(TrafficOfTest.lost(1, 70, NOON - 1_000, NOON));

        accounts.advance(NOON + 59 * MINUTE, posted::add);
        assertThat(posted).isEmpty();
        accounts.advance(NOON + 60 * MINUTE, posted::add);

        assertThat(posted).hasSize(1);
        assertThat(posted.get(0).octets().unestimatedFlows()).isEqualTo(70);
        assertThat(posted.get(0).octets().value()).isEmpty();
        assertThat(posted.get(0).octets().interval().upper()).isEmpty();
    }

    @Test
    void anOutageIsPostedToTheMinutesItLasted() {
        Accounts accounts =
                TrafficOfTest.accounts(
                        TrafficOfTest.options(TrafficOfTest.view("v", 10, "src_addr")));
        for (int i = 0; i < 10; i++) {
            accounts.add(TrafficOfTest.datagram(1, NOON + i, List.of(Flow.of(7, 1, 100))));
        }
        accounts.add(TrafficOfTest.lost(1, 400, NOON - 4 * MINUTE, NOON));

        List<Posting> postings = TrafficOfTest.end(accounts);

        assertThat(postings).hasSize(5);
        assertThat(postings.stream().mapToDouble(p -> p.octets().estimated()).sum())
                .isCloseTo(41_000, within(1e-6));
        for (int minutesBefore = 1; minutesBefore <= 4; minutesBefore++) {
            long start = NOON - minutesBefore * MINUTE;
            Posting imputed =
                    postings.stream()
                            .filter(p -> p.windowStartMillis() == start)
                            .findFirst()
                            .orElseThrow();
            assertThat(imputed.imputed()).isTrue();
            assertThat(imputed.observedOctets()).isZero();
            assertThat(imputed.numbers()[0]).isEqualTo(7);
            assertThat(imputed.octets().estimated()).isCloseTo(10_000, within(1e-6));
        }
    }

    @Test
    void aLateDatagramTakesBackWhatWasEstimatedForIt() {
        Accounts accounts =
                TrafficOfTest.accounts(TrafficOfTest.options(TrafficOfTest.view("v", 10)));
        for (int i = 0; i < 10; i++) {
            accounts.add(TrafficOfTest.datagram(1, NOON + i, List.of(Flow.of(7, 1, 100))));
        }
        accounts.add(TrafficOfTest.lost(1, 1, NOON, NOON + 5));
        accounts.advance(NOON + 2 * MINUTE, posted::add);
        for (int i = 0; i < 10; i++) {
            accounts.add(
                    TrafficOfTest.datagram(1, NOON + 2 * MINUTE + i, List.of(Flow.of(7, 1, 100))));
        }
        accounts.add(
                TrafficOfTest.missing(
                        1, MissingRange.Kind.CORRECTION, -1, true, NOON, NOON + 2 * MINUTE + 5));
        accounts.end(posted::add);

        assertThat(posted.stream().mapToDouble(p -> p.flows().estimated()).sum()).isEqualTo(20);
        assertThat(posted.stream().mapToDouble(p -> p.octets().estimated()).sum()).isEqualTo(2_000);
        assertThat(posted.stream().mapToLong(p -> p.stratumLostFlows()).sum()).isZero();
    }

    @Test
    void aRestartIsSaidOnEveryPostingOfItsMinute() {
        Accounts accounts =
                TrafficOfTest.accounts(TrafficOfTest.options(TrafficOfTest.view("v", 10)));
        accounts.add(TrafficOfTest.datagram(1, NOON, List.of(Flow.of(7, 1, 100))));
        accounts.add(
                TrafficOfTest.missing(
                        1,
                        MissingRange.Kind.RESTART,
                        MissingRange.UNKNOWN,
                        true,
                        NOON - 1_000,
                        NOON));

        assertThat(TrafficOfTest.end(accounts))
                .singleElement()
                .satisfies(p -> assertThat(p.lossUnknown()).isTrue());
    }

    @Test
    void sampledPacketsAreScaledAndTheirNoiseIsInTheVariance() {
        Accounts accounts =
                TrafficOfTest.accounts(TrafficOfTest.options(TrafficOfTest.view("v", 10)));
        accounts.add(TrafficOfTest.datagram(1, NOON, 100, List.of(Flow.of(7, 3, 300))));

        Posting posting = TrafficOfTest.end(accounts).get(0);

        assertThat(posting.observedPackets()).isEqualTo(3);
        assertThat(posting.packets().estimated()).isEqualTo(300);
        assertThat(posting.octets().estimated()).isEqualTo(30_000);
        assertThat(posting.packets().uncertainty().variance()).isEqualTo(100 * 99 * 3);
        assertThat(posting.octets().uncertainty().variance()).isEqualTo(100.0 * 99 * 3 * 100 * 100);
        assertThat(posting.octets().flags()).contains(Flag.SAMPLED);
        assertThat(posting.octets().interval().lower())
                .as("what was sampled is certain, what it was scaled to is not")
                .isBetween(300.0, 29_999.0);
    }

    @Test
    void aFilterTakesOnlyItsFlows() {
        View view =
                View.of(
                        "v",
                        List.of("src_addr"),
                        Map.of("src_network", List.of("10.0.0.0/8")),
                        Map.of("dst_port", List.of("0-1023")),
                        Duration.ofMinutes(1),
                        10);
        Accounts accounts = TrafficOfTest.accounts(TrafficOfTest.options(view));
        accounts.add(
                TrafficOfTest.datagram(
                        1,
                        NOON,
                        List.of(
                                new Flow(0x0A000001L, 9, 1, 8_080, 6, 1, 11, 0, 0),
                                new Flow(0x0A000002L, 9, 1, 443, 6, 1, 12, 0, 0),
                                new Flow(0x0B000001L, 9, 1, 8_080, 6, 1, 13, 0, 0))));

        assertThat(TrafficOfTest.end(accounts))
                .singleElement()
                .satisfies(p -> assertThat(p.observedOctets()).isEqualTo(11));
    }

    @Test
    void anAsOfZeroIsUnknown() {
        Accounts accounts =
                TrafficOfTest.accounts(
                        TrafficOfTest.options(
                                TrafficOfTest.view("v", 10, "src_as", "dst_as", "src_network")));
        accounts.add(TrafficOfTest.datagram(1, NOON, List.of(Flow.of(1, 1, 100))));

        Posting posting = TrafficOfTest.end(accounts).get(0);

        assertThat(posting.numbers()).containsExactly(64_500, Posting.UNKNOWN, Posting.UNKNOWN);
        assertThat(posting.texts()[2]).as("network of a mask of 0").isNull();
    }

    /** VMware ESX and Open vSwitch send no AS and no mask. */
    @Test
    void networksOfAListWorkWhereAnExporterSendsNoMask() throws EnrichmentException {
        AccountingOptions options =
                TrafficOfTest.options(
                        TrafficOfTest.view("v", 10, "src_network/prefixes", "src_customer"));
        Names names = new Names();
        Enrichment enrichment =
                new EnrichmentFiles("p", null, null, null)
                        .load(new OneFile("prefix,customer\n10.1.0.0/16,Acme\n"), names);
        Accounts accounts =
                new Accounts(
                        new Accounting(options, names, new DomainBudget(100)),
                        () -> enrichment,
                        true,
                        10);
        accounts.add(
                TrafficOfTest.datagram(
                        1,
                        NOON,
                        List.of(Flow.of(0x0A01_0203L, 1, 100), Flow.of(0x0B01_0203L, 1, 200))));

        List<Posting> postings = TrafficOfTest.end(accounts);

        assertThat(postings)
                .extracting(p -> p.observedOctets() + Arrays.toString(p.texts()))
                .containsExactlyInAnyOrder("100[10.1.0.0/16, Acme]", "200[null, null]");
    }

    private record OneFile(String text) implements FileAccess {
        @Override
        public InputStream open(String location) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String stamp(String location) {
            return location;
        }
    }
}
