package io.flowledger.ledger.accounting;

/**
 * Shares out what a key has in a stratum to its windows: its totals as they were, its uncertainty
 * by what each window has in common with all of them, so that over any windows it is enough, and
 * over all it is that of the key.
 */
final class WindowSlices {

    private final Measures key;
    private final WindowSlots windows;
    private double flowProducts;
    private double packetProducts;
    private double octetProducts;

    WindowSlices(Measures key, WindowSlots windows, int firstSlot) {
        this.key = key;
        this.windows = windows;
        for (int slot = firstSlot; slot != WindowSlots.NONE; slot = windows.next(slot)) {
            flowProducts += windows.flowProducts(slot);
            packetProducts += windows.packetProducts(slot);
            octetProducts += windows.octetProducts(slot);
        }
    }

    Measures of(int slot) {
        return key.inWindow(
                windows.flows(slot),
                windows.packets(slot),
                windows.octets(slot),
                part(windows.flowProducts(slot), flowProducts),
                part(windows.packetProducts(slot), packetProducts),
                part(windows.octetProducts(slot), octetProducts));
    }

    private static double part(double some, double all) {
        return all == 0 ? 0 : some / all;
    }
}
