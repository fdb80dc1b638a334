package io.flowledger.ledger.enrich;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Files in memory, each with a stamp that counts how often it was written. */
final class MemoryFiles implements FileAccess {

    static final EnrichmentFiles ALL =
            new EnrichmentFiles("prefixes.csv", "interfaces.csv", "as.csv", "applications.csv");

    private record Written(byte[] bytes, int times) {}

    private final Map<String, Written> files = new HashMap<>();
    private int writes;
    private IOException trouble;

    /** Files with no more than the header, to be written over. */
    static MemoryFiles empty() {
        return new MemoryFiles()
                .write("prefixes.csv", "prefix,site,data_centre,customer,zone\n")
                .write("interfaces.csv", "exporter,if_index,name,link,speed,direction,site\n")
                .write("as.csv", "as,name\n")
                .write("applications.csv", "protocol,port,application,server\n");
    }

    MemoryFiles write(String location, String text) {
        return write(location, text.getBytes(StandardCharsets.UTF_8));
    }

    MemoryFiles write(String location, byte[] bytes) {
        files.put(location, new Written(bytes, ++writes));
        return this;
    }

    void delete(String location) {
        files.remove(location);
    }

    /** From now on files have stamps but cannot be read; null: they can again. */
    void failToOpen(IOException e) {
        trouble = e;
    }

    Enrichment load(Names names) throws EnrichmentException {
        return ALL.load(this, names);
    }

    @Override
    public InputStream open(String location) throws IOException {
        if (trouble != null) {
            throw trouble;
        }
        return new ByteArrayInputStream(written(location).bytes);
    }

    @Override
    public String stamp(String location) throws IOException {
        return String.valueOf(written(location).times);
    }

    private Written written(String location) throws IOException {
        Written written = files.get(location);
        if (written == null) {
            throw new FileNotFoundException(location);
        }
        return written;
    }
}
