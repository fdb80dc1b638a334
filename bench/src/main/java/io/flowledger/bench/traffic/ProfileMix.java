package io.flowledger.bench.traffic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which exporters are of which kind: a repeating pattern, so that the kind of an exporter does not
 * depend on how many there are. {@code cisco:3,ovs:1} makes every fourth exporter an Open vSwitch.
 */
public record ProfileMix(List<Part> parts) {

    private static final int MAX_EXPORTERS_PER_PART = 10_000;

    /** So many exporters of one kind in a row. */
    public record Part(Profile profile, int exporters) {
        public Part {
            Require.range("a number in --profile", exporters, 1, MAX_EXPORTERS_PER_PART);
        }
    }

    public ProfileMix {
        parts = List.copyOf(parts);
        Require.that(!parts.isEmpty(), "--profile is empty");
    }

    public static ProfileMix of(Profile profile) {
        return new ProfileMix(List.of(new Part(profile, 1)));
    }

    /** Exporters until the pattern repeats. */
    public int length() {
        return parts.stream().mapToInt(Part::exporters).sum();
    }

    Profile profileOf(int exporter) {
        int left = exporter % length();
        for (Part part : parts) {
            left -= part.exporters();
            if (left < 0) {
                return part.profile();
            }
        }
        throw new AssertionError("exporter " + exporter + " of " + this);
    }

    List<Profile> distinct() {
        return parts.stream().map(Part::profile).distinct().toList();
    }

    /** As it is written on the command line. */
    String text() {
        return parts.stream()
                .map(
                        part -> {
                            String name = part.profile().name().toLowerCase(Locale.ROOT);
                            return parts.size() == 1 ? name : name + ":" + part.exporters();
                        })
                .collect(Collectors.joining(","));
    }
}
