package io.flowledger.ledger.enrich;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the files of one version: the first problems in words, the rest counted. */
final class Problems {

    static final int MOST_LISTED = 10;

    private final List<String> listed = new ArrayList<>();
    private int total;
    private boolean readable = true;

    /**
     * @param what what is wrong; what is expected
     */
    void addLine(String location, long line, String what) {
        add(location + " line " + line + ": " + what);
    }

    void addFile(String location, String what) {
        add(location + ": " + what);
    }

    void addUnreadable(String location, String why) {
        readable = false;
        addFile(location, why);
    }

    void addNotUtf8(FileText file) {
        addLine(file.location(), file.lineOfFirstBadByte(), "not UTF-8; convert it");
    }

    void refuseIfAny() throws EnrichmentException {
        if (total > 0) {
            throw new EnrichmentException(listed, total, readable);
        }
    }

    private void add(String problem) {
        if (listed.size() < MOST_LISTED) {
            listed.add(problem);
        }
        total++;
    }
}
