package io.flowledger.netflow.source;

import java.io.Serializable;

/**
 * A spool that another process fills, or a directory of such spools.
 *
 * @param host that has it, as Flink names its readers' locations; empty for any
 * @param intake whether this job consumes it, or watches another consume it
 */
record AttachedSpool(String host, String path, Intake intake) implements Serializable {

    private static final long serialVersionUID = 1L;
}
