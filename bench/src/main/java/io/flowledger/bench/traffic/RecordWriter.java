package io.flowledger.bench.traffic;

/** Fills the flow records of a datagram. */
interface RecordWriter {

    /**
     * Writes {@code records} records from {@code offset} on.
     *
     * @param sysUptime the exporter's uptime in the datagram's header, milliseconds modulo 2^32
     * @param upMillis the same not reduced: no flow is older than its exporter
     */
    void write(byte[] bytes, int offset, int records, int sysUptime, long upMillis);
}
