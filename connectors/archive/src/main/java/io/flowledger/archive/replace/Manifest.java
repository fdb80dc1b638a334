package io.flowledger.archive.replace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be replaced by what; once it is written down, it will be.
 *
 * <pre>
 *   flowledger replacement 1
 *   - postings/view=protocols/dt=2026-01-31/postings-OLD-0.parquet
 *   + postings/view=protocols/dt=2026-01-31/postings-NEW-0.parquet
 *   .
 * </pre>
 *
 * @param obsolete files that go, by path below the warehouse
 * @param fresh files that come, by path below the warehouse and below where they wait
 */
record Manifest(List<String> obsolete, List<String> fresh) {

    private static final String HEAD = "flowledger replacement 1";
    private static final String GOES = "- ";
    private static final String COMES = "+ ";
    private static final String END = ".";

    Manifest {
        obsolete = List.copyOf(obsolete);
        fresh = List.copyOf(fresh);
    }

    /** One file that goes or comes. */
    record Step(boolean comes, String file) {}

    /**
     * Folder by folder, so that each has neither old nor new files for as short as can be: a reader
     * may see too little for that moment, but nothing twice.
     */
    List<Step> steps() {
        Map<String, List<Step>> byFolder = new TreeMap<>();
        obsolete.forEach(file -> add(byFolder, new Step(false, file)));
        fresh.forEach(file -> add(byFolder, new Step(true, file)));
        return byFolder.values().stream().flatMap(List::stream).toList();
    }

    private static void add(Map<String, List<Step>> byFolder, Step step) {
        String folder = step.file().substring(0, step.file().lastIndexOf('/') + 1);
        byFolder.computeIfAbsent(folder, none -> new ArrayList<>()).add(step);
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        obsolete.forEach(file -> text.append(GOES).append(file).append('\n'));
        fresh.forEach(file -> text.append(COMES).append(file).append('\n'));
        return text.append(END).append('\n').toString();
    }

    /**
     * @param where its path, for the message
     * @throws IOException if it is not whole, or of a newer release
     */
    static Manifest parse(String text, String where) throws IOException {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2
                || !lines.get(0).equals(HEAD)
                || !lines.get(lines.size() - 1).equals(END)) {
            throw damaged(where);
        }
        List<String> obsolete = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            if (line.startsWith(GOES)) {
                obsolete.add(line.substring(GOES.length()));
            } else if (line.startsWith(COMES)) {
                fresh.add(line.substring(COMES.length()));
            } else {
                throw damaged(where);
            }
        }
        return new Manifest(obsolete, fresh);
    }

    private static IOException damaged(String where) {
        return new IOException(
                where
                        + " is damaged or of a newer Flowledger: it should read '"
                        + HEAD
                        + "', … '.'");
    }
}
