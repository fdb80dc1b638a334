package io.flowledger.sql.function;

import io.flowledger.netflow.wire.Ipv4Prefix;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** {@code prefix_number(src_addr, 16)}: first address of the network that an address is in. */
public final class PrefixNumber extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final String NAME = "prefix_number";

    public Long eval(Long address, Integer length) {
        return address == null || length == null ? null : network(NAME, address, length);
    }

    static long network(String function, long address, int length) {
        return Argument.address(function, address)
                & Ipv4Prefix.mask(Argument.prefixLength(function, length))
                & 0xFFFF_FFFFL;
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return Argument.checked(
                super.getTypeInference(types),
                1,
                Integer.class,
                length -> Argument.prefixLength(NAME, length));
    }
}
