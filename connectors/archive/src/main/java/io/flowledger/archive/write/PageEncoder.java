package io.flowledger.archive.write;

/** Buffers for the one page that is being encoded, shared by all columns of a thread's writers. */
final class PageEncoder {

    private final PageBytes page = new PageBytes();
    private int[] codes = new int[1 << 10];

    /** The empty page. */
    PageBytes page() {
        page.clear();
        return page;
    }

    /** Room for the dictionary codes of a page. */
    int[] codes(int rows) {
        if (codes.length < rows) {
            codes = new int[rows];
        }
        return codes;
    }
}
