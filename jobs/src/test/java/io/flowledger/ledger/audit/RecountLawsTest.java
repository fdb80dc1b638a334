package io.flowledger.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.sequence.SequenceConvention;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The laws of the proof, for any numbering with loss, reordering, lateness and truncation: a true
 * ledger balances, and no single change of it does.
 */
class RecountLawsTest {

    private static final int TRIES = 500;
    private static final int DATAGRAMS = 80;

    @Provide
    Arbitrary<SequenceConvention> counting() {
        return Arbitraries.of(
                SequenceConvention.FIRST_RECORD,
                SequenceConvention.LAST_RECORD,
                SequenceConvention.PER_DATAGRAM);
    }

    @Property(tries = TRIES)
    void aTrueLedgerBalancesAndTellsTheTruth(
            @ForAll long seed,
            @ForAll("counting") SequenceConvention convention,
            @ForAll @IntRange(max = 60) int lossPercent) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, lossPercent);
        JudgedEpoch epoch = traffic.audit();
        assertThat(epoch.problems()).isEmpty();
        assertThat(epoch.lost()).isEqualTo(traffic.lost);
        assertThat(epoch.balance().span()).isEqualTo(traffic.span);
        assertThat(epoch.balance().flows()).isEqualTo(traffic.flows);
        assertThat(epoch.balance().archived() + epoch.lost() + epoch.open())
                .as("archived + lost + open = span")
                .isEqualTo(epoch.balance().span());
    }

    /** Any rate is the same where all flows are of one size, so the estimate is the truth. */
    @Property(tries = TRIES)
    void lostFlowsOfOneSizeAreEstimatedExactly(
            @ForAll long seed, @ForAll @IntRange(max = 60) int lossPercent) {
        NumberedTraffic traffic =
                new NumberedTraffic(seed, SequenceConvention.LAST_RECORD, DATAGRAMS, lossPercent);
        EpochBalance balance = traffic.audit().balance();
        Estimate octets = balance.octets().estimate();
        assertThat(octets.observed()).isEqualTo(1_000 * traffic.flows);
        assertThat(octets.value()).hasValue(1_000.0 * (traffic.flows + traffic.lost));
        assertThat(octets.interval().lower()).isEqualTo(octets.value().getAsDouble());
        assertThat(balance.packets().estimate().value())
                .hasValue(10.0 * (traffic.flows + traffic.lost));
    }

    @Property(tries = TRIES)
    void theOrderOfReadingDoesNotMatter(
            @ForAll long seed,
            @ForAll("counting") SequenceConvention convention,
            @ForAll long otherOrder) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 20);
        traffic.removeDatagram(7);
        assertThat(traffic.balances(AuditedTime.ALL, otherOrder))
                .isEqualTo(traffic.balances(AuditedTime.ALL, 0));
    }

    @Property(tries = TRIES)
    void aDatagramThatIsGoneIsMissed(
            @ForAll long seed,
            @ForAll("counting") SequenceConvention convention,
            @ForAll @IntRange(max = 1_000) int which) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 20);
        traffic.removeDatagram(which);
        assertThat(traffic.audit().problems())
                .anySatisfy(problem -> assertThat(problem).contains("that no entry explains"));
    }

    @Property(tries = TRIES)
    void aDatagramThatIsThereTwiceIsNamed(
            @ForAll long seed,
            @ForAll("counting") SequenceConvention convention,
            @ForAll @IntRange(max = 1_000) int which) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 20);
        ArchivedDatagram twice = traffic.archived.get(which % traffic.archived.size());
        List<ArchivedDatagram> parts =
                traffic.archived.stream().filter(p -> p.sequence() == twice.sequence()).toList();
        traffic.archived.addAll(parts);
        JudgedEpoch epoch = traffic.audit();
        long flows = parts.stream().mapToLong(ArchivedDatagram::records).sum();
        assertThat(epoch.balance().twiceFlows()).isEqualTo(flows);
        assertThat(epoch.problems()).singleElement().asString().contains("archived twice");
    }

    @Property(tries = TRIES)
    void anEntryThatIsGoneIsMissed(
            @ForAll long seed,
            @ForAll("counting") SequenceConvention convention,
            @ForAll @IntRange(max = 1_000) int which) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 20);
        LossLine gone = traffic.entries.remove(which % traffic.entries.size());
        String expected =
                gone.isCorrection()
                        ? "entered as lost without a hole"
                        : "(missing that no entry explains|corrected that were never entered)";
        assertThat(traffic.audit().problems())
                .anySatisfy(problem -> assertThat(problem).containsPattern(expected));
    }

    @Property(tries = TRIES)
    void anEntryOfOtherFlowsThanItsRangeIsNamed(
            @ForAll long seed,
            @ForAll("counting") SequenceConvention convention,
            @ForAll @IntRange(max = 1_000) int which) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 20);
        int index = which % traffic.entries.size();
        LossLine honest = traffic.entries.get(index);
        if (honest.isCorrection()) {
            return;
        }
        traffic.entries.set(
                index,
                new LossLine(
                        honest.port(),
                        honest.kind(),
                        honest.firstSequence(),
                        honest.lastSequence(),
                        honest.units() + 3,
                        0,
                        honest.beforeMillis(),
                        honest.cause()));
        assertThat(traffic.audit().problems())
                .singleElement()
                .asString()
                .startsWith("entries sum up to 3 ");
    }

    @Property(tries = TRIES)
    void partsOfATimeAddUpToTheWhole(
            @ForAll long seed, @ForAll("counting") SequenceConvention convention) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 20);
        long cut = NumberedTraffic.START + 1 + new SplittableRandom(seed).nextInt(90_000);
        JudgedEpoch whole = traffic.audit();
        JudgedEpoch before = traffic.audit(new AuditedTime(Long.MIN_VALUE, cut));
        JudgedEpoch after = traffic.audit(new AuditedTime(cut, Long.MAX_VALUE));
        assertThat(before.problems()).isEmpty();
        assertThat(after.problems()).isEmpty();
        assertThat(before.lost() + after.lost()).isEqualTo(whole.lost());
        assertThat(before.balance().flows() + after.balance().flows())
                .isEqualTo(whole.balance().flows());
        assertThat(before.balance().span() + after.balance().span())
                .isEqualTo(whole.balance().span());
    }

    /** As when the archive of the time before was expired, and its entries as well. */
    @Property(tries = TRIES)
    void whatLeadsUpToTheFirstDatagramIsTakenAtItsWord(
            @ForAll long seed, @ForAll("counting") SequenceConvention convention) {
        NumberedTraffic traffic = new NumberedTraffic(seed, convention, DATAGRAMS, 40);
        // the last datagram but one may come late; a minute of silence is behind it
        long from = traffic.session.lastSeenMillis() - 1;
        traffic.archived.removeIf(d -> d.receivedAtMillis() < from);
        JudgedEpoch epoch = traffic.audit(new AuditedTime(from, Long.MAX_VALUE));
        assertThat(epoch.problems()).isEmpty();
        assertThat(epoch.balance().archived() + epoch.lost()).isEqualTo(epoch.balance().span());
    }
}
