package io.flowledger.sql.function;

import io.flowledger.netflow.wire.Ipv4Prefix;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** {@code cidr_match(src_addr, '10.0.0.0/8')}: whether an address is in a network. */
public final class CidrMatch extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final String NAME = "cidr_match";

    /** Of the last call: mostly the network is the same for all rows. */
    private transient String text;

    private transient long first;
    private transient long last;

    public Boolean eval(Long address, String network) {
        if (address == null || network == null) {
            return null;
        }
        Argument.address(NAME, address);
        if (!network.equals(text)) {
            long[] range = range(network);
            first = range[0];
            last = range[1];
            text = network;
        }
        return address >= first && address <= last;
    }

    /**
     * First and last address of a network.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static long[] range(String network) {
        try {
            Ipv4Prefix prefix = Ipv4Prefix.parse(network.strip());
            return new long[] {prefix.first(), prefix.last()};
        } catch (IllegalArgumentException e) {
            throw Argument.wrong(NAME, "…, '" + network + "'", e.getMessage());
        }
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return Argument.checked(super.getTypeInference(types), 1, String.class, CidrMatch::range);
    }
}
