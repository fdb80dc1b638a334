package io.flowledger.sql.function;

import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code tcp_flags_text(27)} → {@code ...AP.SF}. Eight places, a dot where a flag is not set, in
 * the order of nfdump 1.7: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN, which is that of the bits (RFC
 * 9293, 3.1).
 */
public final class TcpFlagsText extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final String FLAGS = "CEUAPRSF";

    public String eval(Integer flags) {
        if (flags == null) {
            return null;
        }
        int bits = Argument.octet("tcp_flags_text", flags, "the flags' byte");
        char[] text = FLAGS.toCharArray();
        for (int i = 0; i < text.length; i++) {
            if ((bits >> text.length - 1 - i & 1) == 0) {
                text[i] = '.';
            }
        }
        return new String(text);
    }
}
