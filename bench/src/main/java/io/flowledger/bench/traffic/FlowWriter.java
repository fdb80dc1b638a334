package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.V5Layout;

/**
 * Draws flows and writes them as v5 records. Everything that does not differ between flows is in
 * tables, a record takes four random numbers and no allocation: about 50 ns, so that a million
 * flows a second leave most of a core to whatever is being measured.
 */
final class FlowWriter implements RecordWriter {

    private static final int MAX_PACKETS = 2_000_000;
    private static final int MAX_PACKET_BYTES = 1500;
    private static final int MIN_PACKET_BYTES = 40;
    private static final int ETHERNET_HEADER_BYTES = 14;
    private static final int MIN_FRAME_BYTES = 60;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int BYTES_PER_MILLI_AT_1_GBIT = 125_000;

    /** A finished TCP flow is exported at once, give or take the exporter's sweep. */
    private static final int FIN_SWEEP_MILLIS = 2_000;

    private static final int OVS_FLOOD_IF = 65_535;

    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int PSH = 8;
    private static final int ACK = 16;

    private final HostPopulation hosts;
    private final Profile profile;
    private final int sampling;
    private final TrafficRandom random;
    private final Service[] services = new Service[256];
    private final QuantileTable[] packetCounts = new QuantileTable[Service.Size.values().length];
    private final QuantileTable gaps = QuantileTable.logNormal(55, 1.6, 60_000);
    private final int idleMillis;
    private final int activeMillis;

    FlowWriter(HostPopulation hosts, Profile profile, int sampling, TrafficRandom random) {
        this.hosts = hosts;
        this.profile = profile;
        this.sampling = Math.max(1, sampling);
        this.random = random;
        idleMillis = (int) profile.idleTimeout().toMillis();
        activeMillis = (int) profile.activeTimeout().toMillis();
        packetCounts[Service.Size.SINGLE.ordinal()] = QuantileTable.pareto(1, 3.2, 50);
        packetCounts[Service.Size.SHORT.ordinal()] = QuantileTable.pareto(2, 1.6, 10_000);
        packetCounts[Service.Size.HEAVY.ordinal()] = QuantileTable.pareto(3, 1.1, MAX_PACKETS);
        int slot = 0;
        for (Service service : Service.MIX) {
            for (int i = 0; i < service.weight(); i++) {
                services[slot++] = service;
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int records, int sysUptime, long upMillis) {
        int end = offset + records * V5Layout.RECORD_LENGTH;
        for (int at = offset; at < end; at += V5Layout.RECORD_LENGTH) {
            writeFlow(bytes, at, sysUptime, upMillis);
        }
    }

    private void writeFlow(byte[] bytes, int at, int sysUptime, long upMillis) {
        long kind = random.next();
        long shape = random.next();
        Service service = services[(int) kind & 0xFF];
        boolean response = (kind & 0x100) != 0;
        int near = hosts.drawInside(random.next());
        // One flow in eight stays inside, as between offices of a company.
        int far =
                (kind & 0xE00) == 0
                        ? hosts.drawInside(shape * 31 + kind)
                        : hosts.drawOutside(random.next());
        // Servers are outside for seven flows of eight.
        boolean nearSends = ((kind & 0x7000) == 0) == response;
        int source = nearSends ? near : far;
        int target = nearSends ? far : near;

        long packets = packetCounts[service.packets().ordinal()].draw((int) (kind >>> 32));
        packets = sampling == 1 ? packets : Math.max(1, packets / sampling);
        long octets = packets * bytesPerPacket(service, response, (int) shape & 0x3F);
        writeEndpoints(bytes, at, source, target);
        V5Layout.put32(bytes, at + V5Layout.PACKETS, packets);
        V5Layout.put32(bytes, at + V5Layout.OCTETS, octets);
        int flags = tcpFlags(service, packets, (int) (shape >>> 6) & 0xF);
        writeTimes(bytes, at, sysUptime, upMillis, packets, octets, flags, shape);
        writePorts(bytes, at, service, response, (int) (shape >>> 12) & 0x7FFF);
        // Pad, flags, protocol and tos are neighbours: one store for the four bytes.
        V5Layout.put32(
                bytes,
                at + V5Layout.PAD1,
                (long) flags << 16 | (long) service.proto() << 8 | service.tos());
        writeRouting(bytes, at, source, target);
    }

    private int bytesPerPacket(Service service, boolean response, int jitter) {
        int mean = response ? service.responseBytes() : service.requestBytes();
        int size = mean - mean / 4 + mean * jitter / 128;
        size = Math.max(MIN_PACKET_BYTES, Math.min(MAX_PACKET_BYTES, size));
        return profile.countsLayer2Octets()
                ? Math.max(MIN_FRAME_BYTES, size + ETHERNET_HEADER_BYTES)
                : size;
    }

    private static int tcpFlags(Service service, long packets, int variety) {
        if (service.proto() != Service.TCP) {
            return 0;
        }
        if (packets == 1) {
            return variety < 8 ? SYN : ACK | RST;
        }
        // Of sixteen: 11 whole conversations, 3 cut by the active timeout, 2 reset.
        if (variety < 11) {
            return FIN | SYN | PSH | ACK;
        }
        return variety < 14 ? PSH | ACK : SYN | RST | PSH | ACK;
    }

    private void writeEndpoints(byte[] bytes, int at, int source, int target) {
        boolean routed = profile.fillsRoutingFields();
        V5Layout.put32(bytes, at + V5Layout.SRC_ADDR, hosts.address[source]);
        V5Layout.put32(bytes, at + V5Layout.DST_ADDR, hosts.address[target]);
        V5Layout.put32(bytes, at + V5Layout.NEXT_HOP, routed ? hosts.nextHop[target] : 0);
        V5Layout.put16(bytes, at + V5Layout.IN_IF, hosts.ifIndex[source]);
        boolean flooded = profile == Profile.OVS && (target & 0x3F) == 0x3F;
        V5Layout.put16(bytes, at + V5Layout.OUT_IF, flooded ? OVS_FLOOD_IF : hosts.ifIndex[target]);
    }

    /**
     * A flow that ended by FIN is reported within seconds, one that ran into the active timeout
     * lasted that long, every other is found idle after the idle timeout. None began before its
     * exporter, none ran faster than 1 Gbit/s for longer than it must.
     */
    private void writeTimes(
            byte[] bytes,
            int at,
            int sysUptime,
            long upMillis,
            long packets,
            long octets,
            int flags,
            long shape) {
        int spread = (int) (shape >>> 48);
        boolean finished = (flags & (FIN | RST)) != 0;
        int endAge = finished ? spread % FIN_SWEEP_MILLIS : idleMillis - spread % FIN_SWEEP_MILLIS;
        long duration = 0;
        if (packets > 1) {
            long byGaps = (packets - 1) * gaps.draw((int) (shape >>> 27));
            duration = Math.max(byGaps, octets / BYTES_PER_MILLI_AT_1_GBIT);
            if (duration >= activeMillis) {
                duration = activeMillis;
                endAge = spread % FIN_SWEEP_MILLIS;
            }
        }
        endAge = (int) Math.min(endAge, upMillis);
        duration = Math.min(duration, upMillis - endAge);
        int last = sysUptime - endAge;
        V5Layout.put32(bytes, at + V5Layout.FIRST, last - (int) duration);
        V5Layout.put32(bytes, at + V5Layout.LAST, last);
    }

    private static void writePorts(
            byte[] bytes, int at, Service service, boolean response, int ephemeral) {
        int client = FIRST_EPHEMERAL_PORT + ephemeral;
        int source;
        int target;
        switch (service.proto()) {
            case Service.TCP, Service.UDP -> {
                int server =
                        service.serverPort() == Service.EPHEMERAL
                                ? FIRST_EPHEMERAL_PORT + (ephemeral * 7919 & 0x7FFF)
                                : service.serverPort();
                source = response ? server : client;
                target = response ? client : server;
            }
            case Service.ICMP -> {
                boolean echoReply = response && service.serverPort() == 8 << 8;
                source = 0;
                target = echoReply ? 0 : service.serverPort();
            }
            default -> {
                source = 0;
                target = 0;
            }
        }
        V5Layout.put32(bytes, at + V5Layout.SRC_PORT, (long) source << 16 | target);
    }

    private void writeRouting(byte[] bytes, int at, int source, int target) {
        if (profile.fillsRoutingFields()) {
            V5Layout.put16(bytes, at + V5Layout.SRC_AS, hosts.as[source]);
            V5Layout.put16(bytes, at + V5Layout.DST_AS, hosts.as[target]);
            V5Layout.put32(
                    bytes,
                    at + V5Layout.SRC_MASK,
                    (long) hosts.mask[source] << 24 | (long) hosts.mask[target] << 16);
        } else {
            V5Layout.put32(bytes, at + V5Layout.SRC_AS, 0);
            V5Layout.put32(bytes, at + V5Layout.SRC_MASK, 0);
        }
    }
}
