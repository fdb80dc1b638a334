package io.flowledger.bench.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.accounting.ComparedTraffic.Compared;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import io.flowledger.ledger.accounting.Accounting;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.accounting.ExporterProfile;
import io.flowledger.ledger.accounting.ExporterProfiles;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.accounting.WindowTime;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparedTrafficTest {

    private static final int MINUTES = 3;

    @Test
    void ofTrafficThatLosesNothingEveryEstimateIsTheTruth() throws IOException {
        TrafficOptions traffic = traffic().build();
        Map<ComparedTraffic.Key, Compared> keys =
                ComparedTraffic.run(traffic, traffic, accounts(), accounts());
        assertThat(keys).hasSizeGreaterThan(4);
        assertThat(keys.values())
                .allSatisfy(
                        key -> {
                            assertThat(key.estimate().observed()).isEqualTo(key.octets());
                            assertThat(key.estimate().estimated()).isEqualTo(key.octets());
                            assertThat(key.estimate().interval().upper()).hasValue(key.octets());
                        });
    }

    @Test
    void theTruthIsAllThatWasGeneratedAndTheRestIsWhatTheGeneratorSent() throws IOException {
        TrafficOptions lossy = traffic().lossInBursts(0.1, 4).build();
        Truth told = new TrafficRun(lossy).received(datagram -> {});
        Collection<Compared> keys =
                ComparedTraffic.run(traffic().build(), lossy, accounts(), accounts()).values();
        assertThat(told.withheld().octets()).isPositive();
        assertThat(keys.stream().mapToLong(Compared::octets).sum())
                .isEqualTo(told.sent().octets() + told.withheld().octets());
        assertThat(keys.stream().mapToLong(Compared::flows).sum())
                .isEqualTo(told.sent().flows() + told.withheld().flows());
        assertThat(keys.stream().mapToLong(key -> key.estimate().observed()).sum())
                .isEqualTo(told.sent().octets());
    }

    private static TrafficOptions.Builder traffic() {
        return TrafficOptions.builder()
                .exporters(2)
                .engines(2)
                .rate(500)
                .duration(Duration.ofMinutes(MINUTES))
                .seed(11)
                .start(Instant.parse("2026-01-01T12:00:00Z"));
    }

    private static Accounts accounts() {
        View protocols =
                View.of(
                        "protocols",
                        List.of("protocol"),
                        Map.of(),
                        Map.of(),
                        View.DEFAULT_WINDOW,
                        View.DEFAULT_MOST_KEYS);
        AccountingOptions options =
                new AccountingOptions(
                        List.of(protocols),
                        WindowTime.SPREAD,
                        new ExporterProfiles(Map.of(), ExporterProfile.CISCO),
                        Duration.ofSeconds(5),
                        AccountingOptions.DEFAULT_MOST_DOMAINS);
        Names names = new Names();
        Enrichment none = Enrichment.none(names);
        DomainBudget budget = new DomainBudget(options.mostDomains());
        return new Accounts(new Accounting(options, names, budget), () -> none, true, 100);
    }
}
