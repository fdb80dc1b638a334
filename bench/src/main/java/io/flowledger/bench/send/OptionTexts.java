package io.flowledger.bench.send;

import io.flowledger.bench.traffic.Profile;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of {@link SendCommand}'s options are written, with a clear word when not. */
final class OptionTexts {

    private OptionTexts() {}

    /** Mean length and mean gap of bursts of loss, in datagrams. */
    record Burst(double length, double gap) {}

    static final class BurstText implements ITypeConverter<Burst> {
        @Override
        public Burst convert(String text) {
            String[] parts = text.split("/");
            try {
                if (parts.length == 2) {
                    return new Burst(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
                }
            } catch (NumberFormatException e) {
                // Falls through to the one message there is.
            }
            throw new TypeConversionException(
                    "'" + text + "' is no burst; write LENGTH/GAP in datagrams, as 20/5000");
        }
    }

    static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return new java.math.BigDecimal(text.replace("_", "")).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no whole number; 1000000, 1_000_000 and 1e6 are");
            }
        }
    }

    static final class ProfileName implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String text) {
            try {
                return Profile.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no profile; there are cisco, esx and ovs");
            }
        }
    }

    static final class TimeText implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (java.time.format.DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time; write 2026-01-31T12:00:00Z");
            }
        }
    }

    static final class Endpoint implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                String host = text.substring(0, Math.max(0, colon));
                if (colon > 0 && port > 0 && port <= 65_535) {
                    InetSocketAddress address = new InetSocketAddress(unbracketed(host), port);
                    if (address.isUnresolved()) {
                        throw new TypeConversionException("there is no host named '" + host + "'");
                    }
                    return address;
                }
            } catch (NumberFormatException e) {
                // Falls through to the one message there is.
            }
            throw new TypeConversionException(
                    "'" + text + "' is no collector; write HOST:PORT, as 127.0.0.1:2055");
        }

        private static String unbracketed(String host) {
            return host.startsWith("[") && host.endsWith("]")
                    ? host.substring(1, host.length() - 1)
                    : host;
        }
    }
}
