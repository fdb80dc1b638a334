package io.flowledger.bench.send;

import io.flowledger.bench.traffic.Outage;
import io.flowledger.bench.traffic.Profile;
import io.flowledger.bench.traffic.ProfileMix;
import io.flowledger.bench.traffic.SequenceConvention;
import io.flowledger.bench.traffic.Surge;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of {@link SendCommand}'s options are written, with a clear word when not. */
public final class OptionTexts {

    private OptionTexts() {}

    /** Mean length and mean gap of bursts of loss, in datagrams; gap 0: it follows from --loss. */
    record Burst(double length, double gap) {
        static final Burst NONE = new Burst(0, 0);

        boolean isByLengthAlone() {
            return length > 0 && gap == 0;
        }
    }

    static final class BurstText implements ITypeConverter<Burst> {
        @Override
        public Burst convert(String text) {
            String[] parts = text.split("/", -1);
            try {
                double length = Double.parseDouble(parts[0]);
                double gap = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
                if (length >= 1 && (gap >= 1 || parts.length == 1) && parts.length <= 2) {
                    return new Burst(length, gap);
                }
            } catch (NumberFormatException e) {
                // Falls through to the one message there is.
            }
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is no burst; write LENGTH or LENGTH/GAP in datagrams, as 20/5000");
        }
    }

    static final class OutageText implements ITypeConverter<Outage> {
        @Override
        public Outage convert(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length != 2) {
                throw new TypeConversionException(
                        "'" + text + "' is no range of times; write FROM,TO, as 10s,12s");
            }
            DurationText duration = new DurationText();
            Duration from = duration.convert(parts[0]);
            Duration to = duration.convert(parts[1]);
            return believed(() -> new Outage(from, to));
        }
    }

    static final class SurgeText implements ITypeConverter<Surge> {
        @Override
        public Surge convert(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length != 3 || !parts[0].matches("\\d{1,6}")) {
                throw new TypeConversionException(
                        "'" + text + "' is no surge; write FACTOR,FROM,TO, as 100,10s,20s");
            }
            DurationText duration = new DurationText();
            Duration from = duration.convert(parts[1]);
            Duration to = duration.convert(parts[2]);
            return believed(() -> new Surge(Integer.parseInt(parts[0]), from, to));
        }
    }

    /** Fewest and most records of a datagram. */
    record Records(int fewest, int most) {}

    static final class RecordsText implements ITypeConverter<Records> {
        private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

        @Override
        public Records convert(String text) {
            Matcher range = RANGE.matcher(text);
            if (range.matches()) {
                int fewest = Integer.parseInt(range.group(1));
                int most = range.group(2) == null ? fewest : Integer.parseInt(range.group(2));
                if (fewest <= most) {
                    return new Records(fewest, most);
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is no number of records; write 30 or 1-30");
        }
    }

    static final class Convention implements ITypeConverter<SequenceConvention> {
        @Override
        public SequenceConvention convert(String text) {
            try {
                return SequenceConvention.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'"
                                + text
                                + "' is no rule for sequence numbers; there are first-record,"
                                + " last-record, per-datagram and constant");
            }
        }
    }

    static final class UptimeText implements ITypeConverter<Duration> {
        private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

        @Override
        public Duration convert(String text) {
            return MILLIS.matcher(text).matches()
                    ? Duration.ofMillis(Long.parseLong(text))
                    : new DurationText().convert(text);
        }
    }

    public static final class Whole implements ITypeConverter<Long> {
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

    static final class Profiles implements ITypeConverter<ProfileMix> {
        @Override
        public ProfileMix convert(String text) {
            List<ProfileMix.Part> parts = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                int colon = part.indexOf(':');
                Profile kind = profile(colon < 0 ? part : part.substring(0, colon));
                int exporters = colon < 0 ? 1 : number(part.substring(colon + 1));
                parts.add(believed(() -> new ProfileMix.Part(kind, exporters)));
            }
            return believed(() -> new ProfileMix(parts));
        }

        private static Profile profile(String name) {
            try {
                return Profile.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + name + "' is no profile; there are cisco, esx and ovs");
            }
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no number of exporters; write cisco:3,ovs:1");
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

    public static final class Endpoint implements ITypeConverter<InetSocketAddress> {
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

    /** A refusal by the value itself, in its own words. */
    private static <T> T believed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
