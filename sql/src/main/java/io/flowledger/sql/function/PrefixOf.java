package io.flowledger.sql.function;

import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** {@code prefix_of(src_addr, 16)} → {@code 10.1.0.0/16}: the network that an address is in. */
public final class PrefixOf extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final String NAME = "prefix_of";

    public String eval(Long address, Integer length) {
        return address == null || length == null
                ? null
                : IpText.text(PrefixNumber.network(NAME, address, length)) + "/" + length;
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
