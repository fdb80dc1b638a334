package io.flowledger.sql.function;

import org.apache.flink.table.functions.ScalarFunction;

/** {@code ip_text(3232235777)} → {@code 192.168.1.1}. */
public final class IpText extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public String eval(Long address) {
        return address == null ? null : text(Argument.address("ip_text", address));
    }

    static String text(long a) {
        return (a >> 24) + "." + (a >> 16 & 255) + "." + (a >> 8 & 255) + "." + (a & 255);
    }
}
