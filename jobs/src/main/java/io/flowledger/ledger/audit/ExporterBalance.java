package io.flowledger.ledger.audit;

import io.flowledger.ledger.estimate.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sum of all numberings of one exporter, or of all exporters. In flows: where datagrams are
 * numbered and some are lost, how many flows were sent and lost is not known.
 */
public final class ExporterBalance {

    private static final int PROBLEMS_LISTED = 5;

    private final String exporter;
    private final List<JudgedEpoch> epochs = new ArrayList<>();
    private final Map<String, Long> lostByCause = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private String firstProblem;
    private long problemCount;
    private long archived;
    private long lost;
    private long lostDatagrams;
    private long open;
    private long openDatagrams;
    private long unnumbered;
    private long unaudited;
    private long duplicateFlows;
    private long unexplained;
    private Estimate octets = Estimate.NONE;
    private Estimate packets = Estimate.NONE;
    private long restarts;
    private long atLeast;

    ExporterBalance(String exporter) {
        this.exporter = exporter;
    }

    void add(JudgedEpoch epoch) {
        EpochBalance balance = epoch.balance();
        epochs.add(epoch);
        archived += balance.flows();
        duplicateFlows += balance.twiceFlows();
        unexplained += epoch.unexplained();
        octets = octets.plus(balance.octets().estimate());
        packets = packets.plus(balance.packets().estimate());
        restarts += balance.restarts();
        atLeast += balance.atLeast();
        if (balance.isUnaudited()) {
            unaudited += balance.flows();
        } else if (!balance.isNumbered()) {
            unnumbered += balance.flows();
        }
        if (balance.unitsAreFlows()) {
            lost += epoch.lost();
            open += epoch.open();
            balance.enteredByCause()
                    .forEach((cause, units) -> lostByCause.merge(cause, units, Long::sum));
        } else {
            lostDatagrams += epoch.lost();
            openDatagrams += epoch.open();
        }
        for (String problem : epoch.problems()) {
            problemCount++;
            if (problems.size() < PROBLEMS_LISTED) {
                problems.add(
                        balance.session()
                                + " epoch "
                                + Instant.ofEpochMilli(balance.epochMillis())
                                + ": "
                                + problem);
            }
            if (firstProblem == null) {
                firstProblem = problem;
            }
        }
    }

    public String exporter() {
        return exporter;
    }

    public List<JudgedEpoch> epochs() {
        return epochs;
    }

    /** Flows archived, each once. */
    public long archived() {
        return archived;
    }

    /** Flows lost of those numberings that count flows. */
    public long lost() {
        return lost;
    }

    /** Datagrams lost of those numberings that count datagrams. */
    public long lostDatagrams() {
        return lostDatagrams;
    }

    public long open() {
        return open;
    }

    /** Whether flows lost are known: not if datagrams of unknown size are missing. */
    public boolean isLossKnown() {
        return lostDatagrams == 0 && openDatagrams == 0;
    }

    /** Flows sent by their numbers, as far as numbers say it. */
    public long sent() {
        return archived - unaudited - unnumbered + lost + open;
    }

    public Map<String, Long> lostByCause() {
        return lostByCause;
    }

    /** Octets archived, and with what the lost flows would have added; not scaled by sampling. */
    public Estimate octets() {
        return octets;
    }

    public Estimate packets() {
        return packets;
    }

    public long restarts() {
        return restarts;
    }

    public long atLeast() {
        return atLeast;
    }

    public long duplicateFlows() {
        return duplicateFlows;
    }

    public long unexplained() {
        return unexplained;
    }

    public long unaudited() {
        return unaudited;
    }

    /** Flows of numberings that stand still, so that nobody knows what is lost of them. */
    public long unnumbered() {
        return unnumbered;
    }

    /** Of what was sent by its numbers, how much is archived; NaN if that is not known. */
    public double coverage() {
        long numbered = archived - unaudited - unnumbered;
        return isLossKnown() && sent() > 0 ? 100.0 * numbered / sent() : Double.NaN;
    }

    public boolean balances() {
        return problemCount == 0;
    }

    /** Some of what is wrong, with the session that has it. */
    public List<String> problems() {
        return problems;
    }

    public long problemCount() {
        return problemCount;
    }

    /** In one line: that it balances or what does not, and of what nothing can be said. */
    public String verdict() {
        StringBuilder text = new StringBuilder();
        if (balances()) {
            text.append(archived > unaudited || unaudited == 0 ? "balances" : "not audited");
        } else {
            text.append(firstProblem);
            if (problemCount > 1) {
                text.append(" (and ").append(problemCount - 1).append(" more)");
            }
        }
        remark(text, unaudited, "flows not audited");
        remark(text, unnumbered, "flows whose numbers stand still, loss unknown");
        remark(text, lostDatagrams, "datagrams of unknown size lost");
        return text.toString();
    }

    private static void remark(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(String.format(java.util.Locale.ROOT, "; %,d %s", count, what));
        }
    }
}
