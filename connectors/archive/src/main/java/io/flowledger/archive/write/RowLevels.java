package io.flowledger.archive.write;

/** Where the pages of a column chunk end, and which of its rows have a value. */
final class RowLevels {

    private final int[] pageEnds;

    /** Null if all rows have one. */
    private final boolean[] nulls;

    /** Values in front of each page. */
    private final int[] firstValues;

    private final int values;

    /**
     * @param pageEnds row behind the last one of each page
     * @param nulls rows without a value, or null
     */
    RowLevels(int[] pageEnds, boolean[] nulls) {
        this.pageEnds = pageEnds;
        this.nulls = nulls;
        this.firstValues = new int[pageEnds.length];
        int before = 0;
        for (int i = 0; i < pageEnds.length; i++) {
            firstValues[i] = before;
            before += nulls == null ? rows(i) : count(i);
        }
        values = before;
    }

    private int count(int page) {
        int present = 0;
        for (int row = firstRow(page); row < pageEnds[page]; row++) {
            present += nulls[row] ? 0 : 1;
        }
        return present;
    }

    private int firstRow(int page) {
        return page == 0 ? 0 : pageEnds[page - 1];
    }

    int pages() {
        return pageEnds.length;
    }

    int rows(int page) {
        return pageEnds[page] - firstRow(page);
    }

    /** Of all pages. */
    int values() {
        return values;
    }

    int values(int page) {
        return (page + 1 < firstValues.length ? firstValues[page + 1] : values) - firstValues[page];
    }

    int firstValue(int page) {
        return firstValues[page];
    }

    /** The definition levels of a page, as version 1 has them. */
    void put(int page, PageBytes bytes) {
        Presence presence = new Presence();
        int rows = rows(page);
        int from = firstRow(page);
        int row = 0;
        while (row < rows) {
            boolean present = nulls == null || !nulls[from + row];
            int end = row + 1;
            while (end < rows && (nulls == null || !nulls[from + end]) == present) {
                end++;
            }
            presence.add(present, end - row);
            row = end;
        }
        presence.endPage(new int[rows], bytes);
    }
}
