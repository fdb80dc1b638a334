package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import java.util.ArrayList;
import java.util.List;

/** What all strata of a task share: the views, exporters' profiles, room, and scratch objects. */
public final class Accounting {

    final AccountingOptions options;
    final Names names;
    final DomainBudget budget;
    final BoundView[] views;

    /** One for each length of a window. */
    final WindowShares[] shares;

    final WindowShares[] sharesOfView;
    final FlowFacts flow = new FlowFacts();
    final FlowSpan span;

    public Accounting(AccountingOptions options, Names names, DomainBudget budget) {
        this.options = options;
        this.names = names;
        this.budget = budget;
        this.span = new FlowSpan(options.time());
        this.views =
                options.views().stream()
                        .map(view -> new BoundView(view, names))
                        .toArray(BoundView[]::new);
        List<WindowShares> lengths = new ArrayList<>();
        this.sharesOfView = new WindowShares[views.length];
        for (int v = 0; v < views.length; v++) {
            sharesOfView[v] = sharesOf(views[v].windowMillis, lengths);
        }
        this.shares = lengths.toArray(new WindowShares[0]);
    }

    private static WindowShares sharesOf(long windowMillis, List<WindowShares> lengths) {
        for (WindowShares each : lengths) {
            if (each.windowMillis() == windowMillis) {
                return each;
            }
        }
        WindowShares shares = new WindowShares(windowMillis);
        lengths.add(shares);
        return shares;
    }

    /** The same for the same views and the same way to post to them, in every process. */
    public long fingerprint() {
        return options.fingerprint();
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
