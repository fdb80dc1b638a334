package io.flowledger.ledger.enrich;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where the operator's files are; null where there is none. Formats: docs/enrichment.md.
 *
 * @param prefixes networks: site, data centre, customer, zone
 * @param interfaces interfaces of exporters: name, link, speed, direction, site
 * @param asNames names of AS numbers
 * @param applications the operator's own rules for applications
 */
public record EnrichmentFiles(
        String prefixes, String interfaces, String asNames, String applications)
        implements Serializable {

    /** No files. */
    public static final EnrichmentFiles NONE = new EnrichmentFiles(null, null, null, null);

    private static final long serialVersionUID = 1;

    /** Those that there are. */
    public List<String> locations() {
        return Stream.of(prefixes, interfaces, asNames, applications)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Reads all files.
     *
     * @throws EnrichmentException if a file cannot be read or a row is refused; nothing of this
     *     version is used then
     */
    public Enrichment load(FileAccess access, Names names) throws EnrichmentException {
        Problems problems = new Problems();
        FileTexts texts =
                new FileTexts(
                        read(prefixes, access, problems),
                        read(interfaces, access, problems),
                        read(asNames, access, problems),
                        read(applications, access, problems));
        problems.refuseIfAny();
        Enrichment loaded = texts.parse(names, problems);
        problems.refuseIfAny();
        return loaded;
    }

    /** The stamps of all files in one text. */
    String stamp(FileAccess access) {
        StringBuilder stamps = new StringBuilder();
        for (String location : locations()) {
            try {
                stamps.append(access.stamp(location));
            } catch (IOException | RuntimeException e) {
                stamps.append("none"); // opening it says why
            }
            stamps.append('\n');
        }
        return stamps.toString();
    }

    private static FileText read(String location, FileAccess access, Problems problems) {
        if (location == null) {
            return null;
        }
        try (InputStream in = access.open(location)) {
            return FileText.read(location, in);
        } catch (IOException | RuntimeException e) {
            problems.addUnreadable(location, reason(e));
            return null;
        }
    }

    private static String reason(Exception e) {
        if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
            return "does not exist, or may not be read";
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return "cannot be read: " + message.lines().findFirst().orElse("");
    }
}
