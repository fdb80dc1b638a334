package io.flowledger.netflow.source;

import org.apache.flink.api.connector.source.SourceSplit;

/** What one reader reads by itself: a spool or a capture file, from a position on. */
public sealed interface NetflowSplit extends SourceSplit permits SpoolSplit, CaptureSplit {

    /** After the last emitted frame or packet. */
    long position();

    NetflowSplit withPosition(long position);
}
