package io.flowledger.netflow.source;

import java.io.Serializable;

/**
 * A spool that another process fills, or a directory of such spools.
 *
 * @param host that has it, as Flink names its readers' locations; empty for any
 */
record AttachedSpool(String host, String path) implements Serializable {

    private static final long serialVersionUID = 1L;
}
