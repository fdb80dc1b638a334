package io.flowledger.ledger.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A numbering's balance in the light of what was received last of all sessions: what may still come
 * right is open, all else must add up.
 */
public final class JudgedEpoch {

    private final EpochBalance balance;

    /** Units missing that may be entered yet. */
    private final long open;

    /** Units entered that may be corrected yet, or whose datagrams are not readable yet. */
    private final long unsettled;

    private final long holes;
    private final long stray;
    private final Mismatch firstHole;
    private final Mismatch firstStray;

    JudgedEpoch(EpochBalance balance, long newestMillis) {
        this.balance = balance;
        this.open = pending(balance.pendingHoles(), newestMillis);
        this.unsettled = pending(balance.pendingEntries(), newestMillis);
        this.holes = balance.holes() + sum(balance.pendingHoles()) - open;
        this.stray = balance.strayEntries() + sum(balance.pendingEntries()) - unsettled;
        this.firstHole = first(balance.firstHoles(), balance.pendingHoles(), newestMillis);
        this.firstStray =
                first(balance.firstStrayEntries(), balance.pendingEntries(), newestMillis);
    }

    private static long sum(List<Mismatch> mismatches) {
        return mismatches.stream().mapToLong(Mismatch::units).sum();
    }

    private static long pending(List<Mismatch> mismatches, long newestMillis) {
        return mismatches.stream()
                .filter(each -> each.isPending(newestMillis))
                .mapToLong(Mismatch::units)
                .sum();
    }

    private static Mismatch first(List<Mismatch> certain, List<Mismatch> rest, long newestMillis) {
        if (!certain.isEmpty()) {
            return certain.get(0);
        }
        return rest.stream().filter(each -> !each.isPending(newestMillis)).findFirst().orElse(null);
    }

    public EpochBalance balance() {
        return balance;
    }

    public long open() {
        return open;
    }

    /** Units lost, as entered. */
    public long lost() {
        return balance.entered() - unsettled;
    }

    /** Units that rows and entries disagree about. */
    public long unexplained() {
        return holes
                + stray
                + balance.enteredTwice()
                + balance.neverEntered()
                + Math.abs(misstated());
    }

    public boolean balances() {
        return unexplained() == 0 && balance.twice() == 0;
    }

    /** How much more the entries sum up to than the ranges they name. */
    private long misstated() {
        long missing = balance.isNumbered() ? balance.span() - balance.archived() : 0;
        long explained = missing - holes - open;
        long beyond = stray + unsettled + balance.enteredTwice() - balance.neverEntered();
        return balance.entered() - explained - beyond;
    }

    /** What is wrong, one sentence each; none if it balances. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (holes > 0) {
            problems.add(amount(holes) + " missing that no entry explains, " + at(firstHole));
        }
        if (balance.twice() > 0) {
            problems.add(amount(balance.twice()) + " archived twice, " + at(balance.firstTwice()));
        }
        if (stray > 0) {
            problems.add(amount(stray) + " entered as lost without a hole, " + at(firstStray));
        }
        if (balance.enteredTwice() > 0) {
            problems.add(amount(balance.enteredTwice()) + " entered as lost twice");
        }
        if (balance.neverEntered() > 0) {
            problems.add(amount(balance.neverEntered()) + " corrected that were never entered");
        }
        if (misstated() != 0) {
            problems.add(
                    "entries sum up to "
                            + amount(Math.abs(misstated()))
                            + (misstated() > 0 ? " more" : " less")
                            + " than the ranges they name");
        }
        return problems;
    }

    private String amount(long units) {
        return String.format(
                java.util.Locale.ROOT,
                "%,d %s",
                units,
                balance.unitsAreFlows() ? "flows" : "datagrams");
    }

    private static String at(Mismatch mismatch) {
        return "first at sequence "
                + mismatch.sequence()
                + " received about "
                + Instant.ofEpochMilli(mismatch.atMillis());
    }
}
