package io.flowledger.bench.traffic;

/** Address and UDP port an exporter process sends from, as a collector will see them. */
public record SocketName(String address, int port) {}
