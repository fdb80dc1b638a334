package io.flowledger.bench.traffic;

/**
 * The hosts of both sides of a network: inside hosts on /24 sites, outside hosts in prefixes of
 * autonomous systems. Everything a router would look up by address (AS, mask, interface, next hop)
 * belongs to the host's prefix, so it is the same in every flow. Popularity is Zipf on either side.
 */
final class HostPopulation {

    /** Popularity exponents as measured for servers and clients at an edge: outside is steeper. */
    private static final double INSIDE_EXPONENT = 0.8;

    private static final double OUTSIDE_EXPONENT = 1.05;
    private static final int HOSTS_PER_SITE = 120;
    private static final int HOSTS_PER_PREFIX = 12;
    private static final int SITE_INTERFACES = 24;
    private static final int UPLINKS = 4;
    private static final int FIRST_UPLINK_IF_INDEX = 101;
    private static final int FIRST_PRIVATE_AS = 64512;
    private static final int TEN_SLASH_EIGHT = 10 << 24;

    final int[] address;
    final short[] as;
    final byte[] mask;
    final short[] ifIndex;
    final int[] nextHop;

    private final AliasTable inside;
    private final AliasTable outside;
    private final int insideCount;

    HostPopulation(int hosts, TrafficRandom random) {
        insideCount = Math.max(1, hosts / 3);
        int outsideCount = Math.max(1, hosts - insideCount);
        int total = insideCount + outsideCount;
        address = new int[total];
        as = new short[total];
        mask = new byte[total];
        ifIndex = new short[total];
        nextHop = new int[total];
        for (int i = 0; i < insideCount; i++) {
            addInside(i);
        }
        addOutside(total, random);
        inside = AliasTable.zipf(insideCount, INSIDE_EXPONENT);
        outside = AliasTable.zipf(outsideCount, OUTSIDE_EXPONENT);
    }

    /** Index of an inside host for 64 random bits. */
    int drawInside(long bits) {
        return inside.draw(bits);
    }

    int drawOutside(long bits) {
        return insideCount + outside.draw(bits);
    }

    private void addInside(int host) {
        int site = host / HOSTS_PER_SITE;
        int siteInterface = 1 + site % SITE_INTERFACES;
        address[host] = TEN_SLASH_EIGHT | site << 8 | 10 + host % HOSTS_PER_SITE;
        as[host] = (short) (FIRST_PRIVATE_AS + site / 16 % 64);
        mask[host] = 24;
        ifIndex[host] = (short) siteInterface;
        nextHop[host] = TEN_SLASH_EIGHT | 255 << 16 | siteInterface << 8 | 2;
    }

    private void addOutside(int total, TrafficRandom random) {
        int prefix = 0;
        int bits = 0;
        int prefixAs = 0;
        int uplink = 0;
        for (int host = insideCount; host < total; host++) {
            if ((host - insideCount) % HOSTS_PER_PREFIX == 0) {
                bits = 16 + random.below(9);
                prefix = publicAddress(random) & -1 << 32 - bits;
                // A few large ASes hold most prefixes, as in the routing table.
                prefixAs = 1 + (int) (30_000 * Math.pow(random.unit(), 3));
                uplink = random.below(UPLINKS);
            }
            address[host] = prefix | 1 + random.below((1 << 32 - bits) - 2);
            as[host] = (short) prefixAs;
            mask[host] = (byte) bits;
            ifIndex[host] = (short) (FIRST_UPLINK_IF_INDEX + uplink);
            nextHop[host] = 172 << 24 | 16 << 16 | uplink << 8 | 1;
        }
    }

    /** First octet 11 … 126 or 128 … 223, no RFC 1918, loopback or multicast. */
    private static int publicAddress(TrafficRandom random) {
        while (true) {
            int candidate = (int) random.next();
            int first = candidate >>> 24;
            int second = candidate >>> 16 & 0xFF;
            boolean reserved =
                    first < 11
                            || first == 127
                            || first > 223
                            || first == 172 && second >= 16 && second < 32
                            || first == 192 && second == 168
                            || first == 169 && second == 254
                            || first == 100 && second >= 64 && second < 128;
            if (!reserved) {
                return candidate;
            }
        }
    }
}
