package io.flowledger.ledger.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of autonomous systems; immutable. Flows of NetFlow v5 have AS numbers of 16 bits, so wider
 * ones are checked and not kept.
 */
public final class AsNames {

    private static final int KEPT = 1 << 16;
    private static final long MOST = 0xFFFF_FFFFL;
    private static final List<String> COLUMNS = List.of("as", "name");
    private static final Pattern NUMBER = Pattern.compile("(?i:AS)?(\\d{1,10})");

    /** A line of the lists that registries and looking glasses publish: number, blanks, name. */
    private static final Pattern LISTED = Pattern.compile("((?i:AS)?\\d{1,10})\\s+(\\S.*)");

    private final int[] names;

    private AsNames(int[] names) {
        this.names = names;
    }

    static AsNames empty() {
        return new AsNames(new int[0]);
    }

    static AsNames read(FileText file, Names names, Problems problems) {
        Reading reading = new Reading(file, names, problems);
        if (reading.isList()) {
            reading.readList();
        } else {
            new CsvTable(file, problems)
                    .read(
                            COLUMNS,
                            Set.copyOf(COLUMNS),
                            row ->
                                    reading.add(
                                            row.line(), row.required("as"), row.required("name")));
        }
        return new AsNames(reading.kept);
    }

    /** Id in {@link Names}; 0: unknown. */
    public int name(int as) {
        return as >= 0 && as < names.length ? names[as] : 0;
    }

    /** How many of 16 bits have a name. */
    public int size() {
        int count = 0;
        for (int name : names) {
            count += name == 0 ? 0 : 1;
        }
        return count;
    }

    private static final class Reading {
        private final FileText file;
        private final Names names;
        private final Problems problems;
        private final Map<Long, Integer> lines = new HashMap<>();
        private final int[] kept = new int[KEPT];

        Reading(FileText file, Names names, Problems problems) {
            this.file = file;
            this.names = names;
            this.problems = problems;
        }

        /** Whether the first line that says something is one of a list. */
        boolean isList() {
            try (BufferedReader reader = new BufferedReader(file.reader())) {
                String line = reader.readLine();
                while (line != null && saysNothing(line)) {
                    line = reader.readLine();
                }
                return line != null && LISTED.matcher(line.strip()).matches();
            } catch (IOException e) {
                return false; // not UTF-8: reading it as a table says where
            }
        }

        void readList() {
            try (BufferedReader reader = new BufferedReader(file.reader())) {
                int number = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    number++;
                    if (!saysNothing(line)) {
                        addListed(number, line.strip());
                    }
                }
            } catch (IOException e) {
                problems.addNotUtf8(file);
            }
        }

        private void addListed(int number, String line) {
            Matcher listed = LISTED.matcher(line);
            try {
                if (!listed.matches()) {
                    throw new IllegalArgumentException(
                            "'" + line + "' is no AS number, blanks and a name");
                }
                // reserved (RFC 7607): in flows it stands for an AS that the exporter does not know
                if (asNumber(listed.group(1)) != 0) {
                    add(number, listed.group(1), listed.group(2));
                }
            } catch (IllegalArgumentException e) {
                problems.addLine(file.location(), number, e.getMessage());
            }
        }

        void add(int line, String as, String name) {
            long number = asNumber(as);
            Integer before = lines.putIfAbsent(number, line);
            if (before != null) {
                throw new IllegalArgumentException(
                        "AS " + number + " is on line " + before + " already; keep one of them");
            }
            if (number < KEPT) {
                kept[(int) number] = names.id(name);
            }
        }

        private static long asNumber(String text) {
            Matcher matcher = NUMBER.matcher(text);
            long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
            if (number < 0 || number > MOST) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no AS number; write 64500 or AS64500");
            }
            return number;
        }

        private static boolean saysNothing(String line) {
            return line.isBlank() || line.strip().startsWith("#");
        }
    }
}
