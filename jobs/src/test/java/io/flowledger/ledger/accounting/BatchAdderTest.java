package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BatchAdderTest {

    private static final long HOME = TrafficOfTest.NOON / 60_000;
    private static final long RECEIVED = TrafficOfTest.NOON + 30_000;

    /** Wholly in the minute of receipt, wholly in the one before, and half in each. */
    private static final Flow OF_HOME = flow(7, 10, 1_000, 0, 0);

    private static final Flow OF_PREVIOUS = flow(7, 20, 2_000, 50_000, 40_000);
    private static final Flow IN_BOTH = flow(7, 30, 3_000, 60_000, 0);
    private static final Flow OF_ANOTHER = flow(8, 5, 500, 0, 0);

    private static final WindowSums HOME_OF_7 =
            sums(HOME, 2, 25, 2_500, 3, 60, 6_000); // a flow counts where it ended

    private static final WindowSums PREVIOUS_OF_7 = sums(HOME - 1, 1, 35, 3_500, 3, 60, 6_000);
    private static final WindowSums HOME_OF_8 = sums(HOME, 1, 5, 500, 1, 5, 500);

    @Test
    void aWindowHasItsShareOfTheSquareOfWhatADatagramBringsToAKey() {
        View sources = TrafficOfTest.view("sources", 100, "src_addr");

        DomainTable table = added(sources, OF_HOME, OF_ANOTHER, IN_BOTH, OF_PREVIOUS);

        assertThat(table.windows(table.find(7, 0))).containsExactly(HOME_OF_7, PREVIOUS_OF_7);
        assertThat(table.windows(table.find(8, 0))).containsExactly(HOME_OF_8);
        assertThat(table.hasBeyond()).isFalse();
    }

    @Test
    void theOrderOfFlowsMakesNoDifference() {
        View sources = TrafficOfTest.view("sources", 100, "src_addr");

        DomainTable table = added(sources, IN_BOTH, OF_PREVIOUS, OF_HOME, OF_ANOTHER);

        assertThat(table.windows(table.find(7, 0))).containsExactly(HOME_OF_7, PREVIOUS_OF_7);
    }

    @Test
    void itIsSoWhereAllFlowsHaveTheSameKey() {
        View total = TrafficOfTest.view("total", 1);

        DomainTable table = added(total, OF_HOME, OF_PREVIOUS, IN_BOTH);

        assertThat(table.windows(DomainTable.FIRST)).containsExactly(HOME_OF_7, PREVIOUS_OF_7);
    }

    @Test
    void itIsSoForTheFlowsThatPassAFilter() {
        View some =
                View.of(
                        "some",
                        List.of("dst_port"),
                        Map.of("src_addr", List.of("0.0.0.7/32")),
                        Map.of(),
                        View.DEFAULT_WINDOW,
                        10);

        DomainTable table = added(some, OF_ANOTHER, OF_PREVIOUS, OF_HOME, OF_ANOTHER, IN_BOTH);

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.windows(DomainTable.FIRST)).containsExactly(HOME_OF_7, PREVIOUS_OF_7);
    }

    @Test
    void itIsSoForWhatFindsNoRoom() {
        View sources = TrafficOfTest.view("sources", 100, "src_addr");
        DomainBudget spent = new DomainBudget(0);

        DomainTable table = added(sources, spent, OF_HOME, OF_PREVIOUS, IN_BOTH);
        DomainTable both = added(sources, spent, OF_HOME, OF_PREVIOUS, IN_BOTH, OF_ANOTHER);

        assertThat(table.size()).isZero();
        assertThat(table.windows(DomainTable.BEYOND)).containsExactly(HOME_OF_7, PREVIOUS_OF_7);
        assertThat(both.windows(DomainTable.BEYOND).get(0))
                .isEqualTo(sums(HOME, 3, 30, 3_000, 4, 65, 6_500));
    }

    @Test
    void aWindowThatFindsNoRoomIsBeyond() {
        View sources = TrafficOfTest.view("sources", 100, "src_addr");
        DomainBudget ofOneKey = new DomainBudget(4 + 1); // a view takes four before it has any

        DomainTable table = added(sources, ofOneKey, OF_HOME, OF_PREVIOUS, OF_ANOTHER);

        Set<Long> windows = new TreeSet<>();
        table.windows(DomainTable.BEYOND).forEach(each -> windows.add(each.window()));
        assertThat(table.size()).isEqualTo(1);
        assertThat(windows).containsExactly(HOME - 1, HOME);
        assertThat(octets(table, DomainTable.BEYOND) + octets(table, DomainTable.FIRST))
                .isEqualTo(3_500);
    }

    private static long octets(DomainTable table, int domain) {
        return table.windows(domain).stream().mapToLong(WindowSums::octets).sum();
    }

    private static Flow flow(long src, long packets, long octets, long startAge, long endAge) {
        return new Flow(src, 1, 40_000, 443, 6, packets, octets, startAge, endAge);
    }

    /** What a datagram has in a window, of which it brings so much to the key in all. */
    private static WindowSums sums(
            long window,
            long flows,
            long packets,
            long octets,
            double ofFlows,
            double ofPackets,
            double ofOctets) {
        return new WindowSums(
                window,
                flows,
                packets,
                octets,
                new DomainPowers(
                        flows * ofFlows,
                        packets * ofPackets,
                        octets * ofOctets,
                        packets * ofPackets * ofPackets,
                        octets * ofOctets * ofOctets));
    }

    private static DomainTable added(View view, Flow... flows) {
        return added(view, new DomainBudget(1_000), flows);
    }

    private static DomainTable added(View view, DomainBudget budget, Flow... flows) {
        Names names = new Names();
        Accounting accounting = new Accounting(TrafficOfTest.options(view), names, budget);
        Stratum stratum =
                new Stratum(TrafficOfTest.session(1), HOME, accounting, Enrichment.none(names));
        stratum.add(TrafficOfTest.datagram(1, RECEIVED, new ArrayList<>(List.of(flows))));
        stratum.addWaiting();
        return stratum.view(0).keys;
    }
}
