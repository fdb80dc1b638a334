package io.flowledger.netflow.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** A reader tells the enumerator that it has read a spool to its end, as it was told to. */
record SpoolDrained(String splitId) implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
