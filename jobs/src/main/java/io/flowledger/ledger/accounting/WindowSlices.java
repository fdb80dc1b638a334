package io.flowledger.ledger.accounting;

import java.util.Collection;

/**
 * Shares out what a key has in a stratum to its windows: its totals as they were, its uncertainty
 * by what each window has in common with all of them, so that over any windows it is enough, and
 * over all it is that of the key.
 */
final class WindowSlices {

    private final Measures key;
    private DomainPowers all = DomainPowers.NONE;

    WindowSlices(Measures key, Collection<WindowSums> windows) {
        this.key = key;
        for (WindowSums window : windows) {
            all = all.plus(window.products());
        }
    }

    Measures of(WindowSums window) {
        DomainPowers products = window.products();
        return key.inWindow(
                window.flows(),
                window.packets(),
                window.octets(),
                part(products.flowSquares(), all.flowSquares()),
                part(products.packetSquares(), all.packetSquares()),
                part(products.octetSquares(), all.octetSquares()));
    }

    private static double part(double some, double all) {
        return all == 0 ? 0 : some / all;
    }
}
