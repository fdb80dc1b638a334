/**
 * Bounded input: UDP datagrams out of pcap and pcapng files of export traffic, and pcap files of
 * them for the traffic generator. A file comes in; payloads with their time and addresses go out,
 * on the caller's thread, in the file's order. It never looks into a payload, never reassembles
 * fragments, never imports Flink, and never allocates by a number read from a file.
 */
package io.flowledger.netflow.capture;
