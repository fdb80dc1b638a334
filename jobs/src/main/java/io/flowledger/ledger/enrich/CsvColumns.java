package io.flowledger.ledger.enrich;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * Where the columns of a file are, by its header. Columns that are not known are ignored, so that
 * exports of other systems can be used as they are; unless they look like a known one that is
 * missing, since a misspelt column would silently leave everything unknown.
 */
final class CsvColumns {

    /** Names up to this length are close at one edit, longer ones at two. */
    private static final int SHORT_NAME = 5;

    private final List<String> known;
    private final int[] positions;
    private final int fields;

    private CsvColumns(List<String> known, int[] positions, int fields) {
        this.known = known;
        this.positions = positions;
        this.fields = fields;
    }

    /**
     * @param known the columns of this kind of file
     * @param required those of them that must be there
     * @throws IllegalArgumentException what is wrong with the header
     */
    static CsvColumns of(CSVRecord header, List<String> known, Set<String> required) {
        int[] positions = new int[known.size()];
        Arrays.fill(positions, -1);
        Set<String> others = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip().toLowerCase(Locale.ROOT);
            int column = known.indexOf(name);
            if (column < 0) {
                others.add(name);
            } else if (positions[column] >= 0) {
                throw new IllegalArgumentException(
                        "the column '" + name + "' is there twice; name each column once");
            } else {
                positions[column] = i;
            }
        }
        CsvColumns columns = new CsvColumns(known, positions, header.size());
        columns.requireNoMisspelling(others);
        columns.requireAll(required, header);
        return columns;
    }

    int fields() {
        return fields;
    }

    /** Position of the known column with this index; -1 where the file has no such column. */
    int position(int column) {
        return positions[column];
    }

    int index(String name) {
        return known.indexOf(name);
    }

    private void requireNoMisspelling(Set<String> others) {
        for (int i = 0; i < positions.length; i++) {
            String missing = known.get(i);
            for (String other : others) {
                int near = missing.length() <= SHORT_NAME ? 1 : 2;
                if (positions[i] < 0 && edits(missing, other) <= near) {
                    throw new IllegalArgumentException(
                            "unknown column '" + other + "'; did you mean '" + missing + "'?");
                }
            }
        }
    }

    private void requireAll(Set<String> required, CSVRecord header) {
        String missing =
                known.stream()
                        .filter(name -> required.contains(name) && positions[index(name)] < 0)
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            boolean semicolons = header.size() == 1 && header.get(0).contains(";");
            throw new IllegalArgumentException(
                    "the first line must name the columns, among them "
                            + missing
                            + "; known are "
                            + String.join(", ", known)
                            + (semicolons ? "; separate them by commas" : ""));
        }
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
