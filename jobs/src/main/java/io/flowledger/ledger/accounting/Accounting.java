package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import java.util.Arrays;

/** What all strata of a task share: the views, exporters' profiles, room, and scratch objects. */
public final class Accounting {

    final AccountingOptions options;

    /** The same for the same views and the same way to post to them, in every process. */
    final long fingerprint;

    final Names names;
    final DomainBudget budget;
    final BoundView[] views;

    /** One for each length of a window. */
    final WindowPieces[] pieces;

    final WindowPieces[] piecesOfView;
    final FlowColumns flows;
    final FlowSpan span;
    final FlowBatch batch = new FlowBatch();
    final BatchAdder adder = new BatchAdder(batch);

    public Accounting(AccountingOptions options, Names names, DomainBudget budget) {
        this.options = options;
        this.fingerprint = options.fingerprint();
        this.names = names;
        this.budget = budget;
        this.span = new FlowSpan(options.time());
        PartList parts = new PartList();
        this.views =
                options.views().stream()
                        .map(view -> new BoundView(view, names, parts))
                        .toArray(BoundView[]::new);
        this.flows = new FlowColumns(parts.toArray());
        long[] lengths =
                Arrays.stream(views).mapToLong(view -> view.windowMillis).distinct().toArray();
        this.pieces =
                Arrays.stream(lengths).mapToObj(WindowPieces::new).toArray(WindowPieces[]::new);
        this.piecesOfView =
                Arrays.stream(views)
                        .map(view -> pieces[place(view.windowMillis, lengths)])
                        .toArray(WindowPieces[]::new);
    }

    private static int place(long length, long[] lengths) {
        int at = 0;
        while (lengths[at] != length) {
            at++;
        }
        return at;
    }

    ExporterProfile profile(SessionKey session) {
        return options.profiles().of(session.exporter());
    }

    boolean[] viewsOf(SessionKey session) {
        boolean[] viewed = new boolean[views.length];
        for (int v = 0; v < views.length; v++) {
            viewed[v] = views[v].view.filter().accepts(session);
        }
        return viewed;
    }
}
