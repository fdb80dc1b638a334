package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;

/** A view with the names in its filter looked up. */
final class BoundView {

    final View view;
    final KeyLayout layout;
    final long windowMillis;
    private final FlowTest[] tests;

    BoundView(View view, Names names) {
        this.view = view;
        this.layout = view.layout();
        this.windowMillis = view.window().toMillis();
        this.tests = view.filter().tests(names);
    }

    boolean accepts(FlowFacts flow) {
        for (FlowTest test : tests) {
            if (!test.passes(flow)) {
                return false;
            }
        }
        return true;
    }
}
