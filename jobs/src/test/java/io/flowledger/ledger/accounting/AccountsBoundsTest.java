package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However many keys and sessions there are: room is bounded and totals are exact. */
class AccountsBoundsTest {

    private static final long NOON = TrafficOfTest.NOON;

    @Test
    void onlyTheLargestKeysArePostedAndTheOthersTogether() {
        Accounts accounts =
                TrafficOfTest.accounts(
                        TrafficOfTest.options(TrafficOfTest.view("v", 2, "src_addr")));
        for (int src = 1; src <= 5_000; src++) {
            accounts.add(TrafficOfTest.datagram(1, NOON + src, List.of(Flow.of(src, 1, src))));
        }

        List<Posting> postings = TrafficOfTest.end(accounts);

        assertThat(postings).hasSize(3);
        assertThat(TrafficOfTest.posting(postings, 5_000).observedOctets()).isEqualTo(5_000);
        assertThat(TrafficOfTest.posting(postings, 4_999).observedOctets()).isEqualTo(4_999);
        Posting other = postings.stream().filter(Posting::other).findFirst().orElseThrow();
        assertThat(other.observedFlows()).isEqualTo(4_998);
        assertThat(other.observedOctets()).isEqualTo(4_998L * 4_999 / 2);
        assertThat(other.numbers()[0]).isEqualTo(Posting.UNKNOWN);
    }

    @Test
    void aMillionKeysInAWindowAreBoundedAndTheOthersExact() {
        int most = 10_000;
        AccountingOptions options =
                TrafficOfTest.options(TrafficOfTest.view("v", most, "src_addr"));
        DomainBudget budget = new DomainBudget(options.mostDomains());
        Accounts accounts = TrafficOfTest.accounts(options, budget, 1_000);
        long octets = 0;
        long mostHeld = 0;
        for (int first = 0; first < 1_000_000; first += 25) {
            List<Flow> flows = new ArrayList<>();
            for (int i = first; i < first + 25; i++) {
                long size = 40 + i * 7_919L % 1_500;
                flows.add(Flow.of(0x0B00_0000L + i, 1, size));
                octets += size;
            }
            accounts.add(TrafficOfTest.datagram(1, NOON + first / 25, flows));
            mostHeld = Math.max(mostHeld, budget.held());
        }

        List<Posting> postings = TrafficOfTest.end(accounts);

        int ofTheViewItself = 4 + 64;
        assertThat(mostHeld)
                .as("keys held")
                .isGreaterThan(most)
                .isLessThanOrEqualTo(2 * most + ofTheViewItself);
        assertThat(postings).hasSize(most + 1);
        assertThat(postings.stream().mapToLong(Posting::observedFlows).sum()).isEqualTo(1_000_000);
        assertThat(postings.stream().mapToLong(Posting::observedOctets).sum()).isEqualTo(octets);
    }

    @Test
    void aKeyInManyWindowsTakesAsMuchRoomAsManyKeys() {
        AccountingOptions options =
                TrafficOfTest.options(TrafficOfTest.view("v", 1_000, "src_addr"));
        DomainBudget budget = new DomainBudget(4 + 20);
        Accounts accounts = TrafficOfTest.accounts(options, budget, 1_000);
        Flow halfAnHour = Flow.of(1, 3_000, 90_000).lasting(30 * 60_000);
        accounts.add(TrafficOfTest.datagram(1, NOON + 1, List.of(halfAnHour)));

        List<Posting> postings = TrafficOfTest.end(accounts);

        assertThat(budget.held()).as("given back").isZero();
        assertThat(postings.stream().filter(p -> !p.other())).hasSize(20);
        assertThat(postings.stream().filter(Posting::other)).hasSize(11);
        assertThat(postings.stream().mapToLong(Posting::observedOctets).sum()).isEqualTo(90_000);
        assertThat(postings.stream().mapToLong(Posting::observedPackets).sum()).isEqualTo(3_000);
    }

    @Test
    void withoutRoomForAKeyItsFlowsAreStillCounted() {
        AccountingOptions options =
                TrafficOfTest.options(TrafficOfTest.view("v", 1_000, "src_addr"));
        DomainBudget budget = new DomainBudget(7); // tables of a view count as four keys
        Accounts accounts = TrafficOfTest.accounts(options, budget, 1_000);
        for (int src = 1; src <= 10; src++) {
            accounts.add(TrafficOfTest.datagram(1, NOON + src, List.of(Flow.of(src, 1, 100))));
        }

        List<Posting> postings = TrafficOfTest.end(accounts);

        assertThat(postings).hasSize(4);
        assertThat(postings.stream().mapToLong(Posting::observedOctets).sum()).isEqualTo(1_000);
        assertThat(budget.refused()).isEqualTo(7);
        assertThat(budget.held()).isZero();
    }

    @Test
    void sessionsBeyondTheBoundAreAccountedTogether() {
        AccountingOptions options =
                TrafficOfTest.options(TrafficOfTest.view("v", 1_000, "exporter"));
        Accounts accounts = TrafficOfTest.accounts(options, new DomainBudget(100), 2);
        for (int exporter = 1; exporter <= 100; exporter++) {
            accounts.add(TrafficOfTest.datagram(exporter, NOON, List.of(Flow.of(1, 1, 100))));
        }

        List<Posting> postings = TrafficOfTest.end(accounts);

        assertThat(postings).hasSize(3);
        assertThat(postings)
                .filteredOn(p -> p.session().equals(Accounts.BEYOND))
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.observedFlows()).isEqualTo(98);
                            assertThat(p.texts()[0]).as("no exporter's name").isNull();
                        });
    }

    @Test
    void withoutRoomNewSessionsAreAccountedTogetherAndHoldNothingMore() {
        AccountingOptions options =
                TrafficOfTest.options(TrafficOfTest.view("v", 1_000, "src_addr"));
        DomainBudget budget = new DomainBudget(50);
        Accounts accounts = TrafficOfTest.accounts(options, budget, 100_000);
        for (int exporter = 1; exporter <= 1_000; exporter++) {
            accounts.add(TrafficOfTest.datagram(exporter, NOON, List.of(Flow.of(1, 1, 100))));
        }

        assertThat(accounts.sessions()).isEqualTo(11);
        assertThat(budget.held()).isLessThan(60);
        assertThat(TrafficOfTest.end(accounts).stream().mapToLong(Posting::observedOctets).sum())
                .isEqualTo(100_000);
        assertThat(budget.held()).isZero();
    }

    @Test
    void whatAMinuteTakesOverFromTheOneBeforeIsHeldAndGivenBack() {
        AccountingOptions options =
                TrafficOfTest.options(TrafficOfTest.view("v", 1_000, "src_addr"));
        DomainBudget budget = new DomainBudget(1_000);
        Accounts accounts = TrafficOfTest.accounts(options, budget, 10);
        List<Flow> flows = List.of(Flow.of(1, 1, 100), Flow.of(2, 1, 100), Flow.of(3, 1, 100));
        accounts.add(TrafficOfTest.datagram(1, NOON + 1_000, flows));
        accounts.add(TrafficOfTest.lost(1, 3, NOON + 1_000, NOON + 2_000));
        accounts.add(TrafficOfTest.datagram(1, NOON + 61_000, List.of(Flow.of(4, 1, 100))));
        accounts.add(TrafficOfTest.datagram(1, NOON + 62_000, List.of(Flow.of(4, 1, 100))));

        List<Posting> postings = new ArrayList<>();
        accounts.advance(NOON + 66_000, postings::add);

        assertThat(postings).as("one datagram is too little to estimate from").isEmpty();
        assertThat(budget.held()).as("tables and four keys").isEqualTo(4 + 4);
        accounts.end(postings::add);
        assertThat(postings.stream().mapToLong(Posting::observedOctets).sum()).isEqualTo(500);
        assertThat(budget.held()).isZero();
    }
}
