package io.flowledger.bench.traffic;

/**
 * A kind of conversation: protocol, the server's port, how often it occurs among 256 flows, and how
 * its flows are shaped.
 *
 * @param serverPort well-known port; for ICMP type·256 + code of the request; 0 without ports
 * @param weight flows of this kind among 256
 * @param packets class of packet counts
 * @param requestBytes mean bytes per packet towards the server
 * @param responseBytes mean bytes per packet from the server
 */
record Service(
        int proto,
        int serverPort,
        int weight,
        Size packets,
        int requestBytes,
        int responseBytes,
        int tos) {

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int GRE = 47;
    static final int ESP = 50;

    /** Port that stands for "both ends ephemeral": peer-to-peer traffic. */
    static final int EPHEMERAL = -1;

    /** How many packets a flow has. */
    enum Size {
        SINGLE,
        SHORT,
        HEAVY
    }

    /** The mix of an access network; weights add up to 256. */
    static final Service[] MIX = {
        new Service(TCP, 443, 88, Size.HEAVY, 140, 1150, 0),
        new Service(UDP, 443, 30, Size.HEAVY, 120, 1180, 0),
        new Service(TCP, 80, 18, Size.HEAVY, 150, 1050, 0),
        new Service(UDP, 53, 52, Size.SINGLE, 68, 180, 0),
        new Service(UDP, 123, 8, Size.SINGLE, 76, 76, 0),
        new Service(UDP, 161, 6, Size.SHORT, 90, 220, 64),
        new Service(UDP, 514, 4, Size.SHORT, 260, 60, 0),
        new Service(TCP, 22, 4, Size.HEAVY, 110, 220, 16),
        new Service(TCP, 25, 4, Size.SHORT, 620, 70, 0),
        new Service(TCP, 993, 5, Size.SHORT, 120, 480, 0),
        new Service(TCP, 445, 5, Size.HEAVY, 300, 820, 0),
        new Service(TCP, 389, 4, Size.SHORT, 130, 310, 0),
        new Service(TCP, 3306, 3, Size.HEAVY, 150, 640, 0),
        new Service(UDP, 5060, 3, Size.SHORT, 480, 430, 104),
        new Service(UDP, EPHEMERAL, 9, Size.HEAVY, 420, 440, 184),
        new Service(ICMP, 8 << 8, 7, Size.SHORT, 84, 84, 0),
        new Service(ICMP, 3 << 8 | 1, 1, Size.SINGLE, 56, 56, 0),
        new Service(GRE, 0, 2, Size.HEAVY, 540, 760, 0),
        new Service(ESP, 0, 3, Size.HEAVY, 620, 780, 0),
    };
}
