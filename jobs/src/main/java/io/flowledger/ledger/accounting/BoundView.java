package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;

/** A view with its columns found and the names in its filter looked up. */
final class BoundView {

    final View view;
    final KeyLayout layout;
    final long windowMillis;

    /** Places of its keys among the columns of the accounting. */
    final int[] columns;

    final FlowTest[] tests;

    BoundView(View view, Names names, PartList parts) {
        this.view = view;
        this.layout = view.layout();
        this.windowMillis = view.window().toMillis();
        this.columns = new int[layout.parts()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = parts.place(layout.part(i));
        }
        this.tests = view.filter().tests(names, parts);
    }
}
