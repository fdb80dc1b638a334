package io.flowledger.sql.function;

import io.flowledger.netflow.wire.ExporterAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code ip_number('192.168.1.1')} → {@code 3232235777}. */
public final class IpNumber extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public Long eval(String text) {
        if (text == null) {
            return null;
        }
        InetAddress address;
        try {
            address = ExporterAddress.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Argument.wrong("ip_number", "'" + text + "'", "write an address as 192.0.2.1");
        }
        if (!(address instanceof Inet4Address)) {
            throw Argument.wrong(
                    "ip_number", "'" + text + "'", "addresses of IPv6 have no BIGINT number");
        }
        return ExporterAddress.low(address) & 0xFFFF_FFFFL;
    }
}
