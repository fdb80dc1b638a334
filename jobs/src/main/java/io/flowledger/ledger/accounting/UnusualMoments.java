package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What domains have in datagrams that are not as large as the others, or of which packets were
 * sampled; in full, as {@link DomainMoments} has it. Most domains have nothing here.
 */
final class UnusualMoments {

    private static final int INITIAL = 4;

    /** By domain 1 + where it is, 0 for one that has nothing; shorter where all further ones do. */
    private int[] places = new int[0];

    private int size;
    private long[] received = new long[0];
    private double[] moments = new double[0];

    /** As received. */
    private DomainPowers[] powers = new DomainPowers[0];

    /** Adds one datagram of {@code records} flows, of which so many are of the domain. */
    void add(int domain, int flows, long packets, long octets, int records, int rate) {
        int at = placeOf(domain);
        int r = DomainMoments.RECEIVED * at;
        received[r] += flows;
        received[r + 1] += packets;
        received[r + 2] += octets;
        powers[at] = powers[at].plus(DomainPowers.of(flows, packets, octets));
        DomainMoments.add(moments, DomainMoments.COUNT * at, flows, packets, octets, records, rate);
    }

    boolean has(int domain) {
        return domain < places.length && places[domain] != 0;
    }

    /** Adds what a domain has to {@code target}. */
    void addTo(int domain, DomainMoments target) {
        if (has(domain)) {
            int at = places[domain] - 1;
            target.add(received, DomainMoments.RECEIVED * at, moments, DomainMoments.COUNT * at);
        }
    }

    DomainPowers powers(int domain) {
        return has(domain) ? powers[places[domain] - 1] : DomainPowers.NONE;
    }

    /** Adds other datagrams. */
    void absorb(int domain, DomainMoments other, DomainPowers ofOther) {
        int at = placeOf(domain);
        other.addTo(received, DomainMoments.RECEIVED * at, moments, DomainMoments.COUNT * at);
        powers[at] = powers[at].plus(ofOther);
    }

    private int placeOf(int domain) {
        if (domain >= places.length) {
            places = Arrays.copyOf(places, Math.max(INITIAL, 2 * domain));
        }
        if (places[domain] == 0) {
            if (DomainMoments.RECEIVED * size == received.length) {
                int room = Math.max(INITIAL, 2 * size);
                received = Arrays.copyOf(received, DomainMoments.RECEIVED * room);
                moments = Arrays.copyOf(moments, DomainMoments.COUNT * room);
                powers = Arrays.copyOf(powers, room);
            }
            powers[size] = DomainPowers.NONE;
            places[domain] = ++size;
        }
        return places[domain] - 1;
    }

    void write(int domain, DataOutput out) throws IOException {
        out.writeBoolean(has(domain));
        if (has(domain)) {
            DomainMoments all = new DomainMoments();
            addTo(domain, all);
            all.write(out);
            powers(domain).write(out);
        }
    }

    void read(int domain, DataInput in) throws IOException {
        if (in.readBoolean()) {
            DomainMoments all = new DomainMoments();
            all.read(in);
            absorb(domain, all, DomainPowers.read(in));
        }
    }

    /** Reads what releases wrote that had no powers here. */
    void readWithoutPowers(int domain, DataInput in) throws IOException {
        if (in.readBoolean()) {
            DomainMoments all = new DomainMoments();
            all.read(in);
            absorb(domain, all, DomainPowers.NONE);
        }
    }

    /** Says what there is in all, of a domain that was read without. */
    void setPowers(int domain, DomainPowers all) {
        if (has(domain)) {
            powers[places[domain] - 1] = all;
        }
    }
}
