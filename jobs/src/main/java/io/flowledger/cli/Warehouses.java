package io.flowledger.cli;

import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** Warehouse arguments: a plain path or any URI that Flink has a file system for. */
final class Warehouses {

    private Warehouses() {}

    /** An absolute path; plain ones are on the local disk. */
    static Path parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "--warehouse URI is missing: say where flows are kept, e.g. file:///srv/flows");
        }
        String local =
                text.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
                        ? text
                        // not toUri(): Flink's Path takes %20 for what it is
                        : "file:" + java.nio.file.Path.of(text).toAbsolutePath().normalize();
        return new Path(local.replaceAll("/+$", ""));
    }

    static Path existing(String text) throws IOException {
        Path warehouse = parse(text);
        if (!warehouse.getFileSystem().exists(warehouse)) {
            throw new IllegalArgumentException(
                    "there is no warehouse at " + warehouse + ": check --warehouse");
        }
        return warehouse;
    }
}
