package io.flowledger.bench.traffic;

/**
 * The network of exporters: addresses, processes and engines, and which UDP socket each sends from.
 * Engines of a router share their process's socket; bridges of an Open vSwitch do not, so exporters
 * of a mixed run differ in sockets.
 *
 * @param exporters exporter addresses
 * @param ports exporter processes (UDP source ports) per address
 * @param engines engines per process, or datapaths per bridge port with {@link Profile#OVS}
 */
public record ExporterLayout(ProfileMix profiles, int exporters, int ports, int engines) {

    /** Addresses 127.0.0.1 … 127.0.255.255 are exporters on loopback. */
    public static final int MAX_EXPORTERS = 65_535;

    private static final int MAX_ENGINES = 256;
    private static final int MAX_SESSIONS = 100_000;

    public ExporterLayout {
        Require.range("--exporters", exporters, 1, MAX_EXPORTERS);
        Require.range("--ports", ports, 1, MAX_SESSIONS);
        Require.range("--engines", engines, 1, MAX_ENGINES);
        Require.that(
                (long) exporters * ports * engines <= MAX_SESSIONS,
                "more than " + MAX_SESSIONS + " sessions (exporters · ports · engines)");
        Require.that(
                profiles.parts().size() == 1 || exporters >= profiles.length(),
                "--profile names "
                        + profiles.length()
                        + " exporters, and --exporters says "
                        + exporters);
    }

    /** UDP sockets to send from. */
    int sockets() {
        return firstSocketOf(exporters);
    }

    /** Index of the exporter (address) behind a socket index. */
    int exporterOf(int socket) {
        int exporter = socket / firstSocketOf(profiles.length()) * profiles.length();
        while (firstSocketOf(exporter + 1) <= socket) {
            exporter++;
        }
        return exporter;
    }

    /** {@code port} and {@code engine} count from 0 in their exporter. */
    int socketOf(int exporter, int port, int engine) {
        int within = hasSocketPerEngine(profileOf(exporter)) ? port * engines + engine : port;
        return firstSocketOf(exporter) + within;
    }

    Profile profileOf(int exporter) {
        return profiles.profileOf(exporter);
    }

    private int firstSocketOf(int exporter) {
        int patterns = exporter / profiles.length();
        int left = exporter % profiles.length();
        int perPattern = 0;
        int rest = 0;
        for (ProfileMix.Part part : profiles.parts()) {
            int each = hasSocketPerEngine(part.profile()) ? ports * engines : ports;
            perPattern += part.exporters() * each;
            rest += Math.min(left, part.exporters()) * each;
            left -= Math.min(left, part.exporters());
        }
        return patterns * perPattern + rest;
    }

    private static boolean hasSocketPerEngine(Profile profile) {
        return profile == Profile.OVS;
    }
}
