package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a key has in one window. The products are of what each datagram adds to the window with what
 * it adds to the key in all windows, and of that with its square.
 *
 * @param window counted from 1970
 * @param products squares and cubes where the key has no other window
 */
record WindowSums(long window, long flows, long packets, long octets, DomainPowers products) {

    WindowSums plus(WindowSums other) {
        return new WindowSums(
                window,
                flows + other.flows,
                packets + other.packets,
                octets + other.octets,
                products.plus(other.products));
    }

    WindowSums withCubes(double ofPackets, double ofOctets) {
        DomainPowers cubed =
                new DomainPowers(
                        products.flowSquares(),
                        products.packetSquares(),
                        products.octetSquares(),
                        ofPackets,
                        ofOctets);
        return new WindowSums(window, flows, packets, octets, cubed);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(window);
        out.writeLong(flows);
        out.writeLong(packets);
        out.writeLong(octets);
        products.write(out);
    }

    /**
     * @param withCubes not so in what releases wrote that had the cubes of a key with the key
     */
    static WindowSums read(DataInput in, boolean withCubes) throws IOException {
        return new WindowSums(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                withCubes ? DomainPowers.read(in) : DomainPowers.readSquares(in));
    }
}
