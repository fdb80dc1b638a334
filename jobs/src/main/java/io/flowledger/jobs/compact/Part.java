package io.flowledger.jobs.compact;

import io.flowledger.archive.compact.HourOfFiles;
import java.io.Serializable;
import java.util.List;

/**
 * One file to be written.
 *
 * @param hour folder below the warehouse, {@code flows/dt=…/hr=…}
 * @param file path it is written to
 */
record Part(String hour, List<HourOfFiles.Range> sources, String file) implements Serializable {

    private static final long serialVersionUID = 1;

    Part {
        sources = List.copyOf(sources);
    }
}
