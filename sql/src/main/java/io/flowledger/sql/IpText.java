package io.flowledger.sql;

import org.apache.flink.table.functions.ScalarFunction;

/** {@code ip_text(3232235777)} → {@code 192.168.1.1}; NULL stays NULL. */
public final class IpText extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public String eval(Long address) {
        if (address == null) {
            return null;
        }
        long a = address;
        if (a < 0 || a > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "ip_text(" + a + "): an IPv4 address is 0 to 4294967295");
        }
        return (a >> 24) + "." + (a >> 16 & 255) + "." + (a >> 8 & 255) + "." + (a & 255);
    }
}
