package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import java.util.ArrayList;
import java.util.List;

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
    final ViewKeys keys = new ViewKeys();

    /** Counters of the flows of the datagram in hand. */
    long[] packets = new long[32];

    long[] octets = new long[32];

    /** Keeps reads that are made for the memory's sake from being optimised away. */
    long touched;

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
        List<WindowPieces> lengths = new ArrayList<>();
        this.piecesOfView = new WindowPieces[views.length];
        for (int v = 0; v < views.length; v++) {
            piecesOfView[v] = piecesOf(views[v].windowMillis, lengths);
        }
        this.pieces = lengths.toArray(new WindowPieces[0]);
    }

    private static WindowPieces piecesOf(long windowMillis, List<WindowPieces> lengths) {
        for (WindowPieces each : lengths) {
            if (each.windowMillis() == windowMillis) {
                return each;
            }
        }
        WindowPieces added = new WindowPieces(windowMillis);
        lengths.add(added);
        return added;
    }

    void makeRoom(int flowsOfDatagram) {
        if (packets.length < flowsOfDatagram) {
            packets = new long[flowsOfDatagram];
            octets = new long[flowsOfDatagram];
        }
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
