package io.flowledger.netflow.receiver;

import io.flowledger.netflow.wire.ExporterAddress;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Exporter addresses that may send: networks in CIDR notation, or anybody. */
public final class AllowList implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private static final AllowList ANY = new AllowList(List.of());

    private final ArrayList<Network> networks;

    private record Network(long high, long low, long highMask, long lowMask)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        boolean contains(long addressHigh, long addressLow) {
            return (addressHigh & highMask) == high && (addressLow & lowMask) == low;
        }
    }

    private AllowList(List<Network> networks) {
        this.networks = new ArrayList<>(networks);
    }

    public static AllowList any() {
        return ANY;
    }

    /** Networks such as 192.0.2.0/24 or 2001:db8::/32, or single addresses; none means anybody. */
    public static AllowList parse(List<String> cidrs) {
        List<Network> networks = new ArrayList<>();
        for (String cidr : cidrs) {
            networks.add(network(cidr));
        }
        return networks.isEmpty() ? ANY : new AllowList(networks);
    }

    public boolean allows(long addressHigh, long addressLow) {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(addressHigh, addressLow)) {
                return true;
            }
        }
        return networks.isEmpty();
    }

    private static Network network(String cidr) {
        String[] parts = cidr.trim().split("/", -1);
        InetAddress address;
        try {
            address = ExporterAddress.parse(parts.length > 2 ? cidr : parts[0]);
        } catch (IllegalArgumentException e) {
            throw bad(cidr, "it is no address");
        }
        int bits = address.getAddress().length == 4 ? IPV4_BITS : IPV6_BITS;
        if (parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
            throw bad(cidr, "'" + parts[1] + "' is no prefix length");
        }
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
        if (prefix > bits) {
            throw bad(cidr, "its prefix is longer than " + bits + " bits");
        }
        int mapped = prefix + IPV6_BITS - bits;
        long highMask = mask(mapped);
        long lowMask = mask(mapped - Long.SIZE);
        long high = ExporterAddress.high(address);
        long low = ExporterAddress.low(address);
        if ((high & ~highMask) != 0 || (low & ~lowMask) != 0) {
            throw bad(cidr, "it has bits set behind the prefix");
        }
        return new Network(high, low, highMask, lowMask);
    }

    /** The leading bits of one half of an address. */
    private static long mask(int prefix) {
        if (prefix <= 0) {
            return 0;
        }
        return prefix >= Long.SIZE ? -1 : -1L << (Long.SIZE - prefix);
    }

    private static IllegalArgumentException bad(String cidr, String why) {
        return new IllegalArgumentException(
                "allowed exporters: '"
                        + cidr
                        + "': "
                        + why
                        + "; give networks as 192.0.2.0/24 or 2001:db8::/32");
    }
}
