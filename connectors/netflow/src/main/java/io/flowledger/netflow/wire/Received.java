package io.flowledger.netflow.wire;

/**
 * What a source of export traffic hands on, in the order it was received: {@link ExportDatagram}s,
 * and between them what the receiver says of itself.
 */
public interface Received {

    /** Microseconds since 1970; never falls within a spool. */
    long receivedAtMicros();
}
