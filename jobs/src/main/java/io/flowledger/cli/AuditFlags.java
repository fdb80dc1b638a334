package io.flowledger.cli;

import io.flowledger.ledger.sequence.AuditOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of the sequence audit: {@code collect} and {@code import}. */
final class AuditFlags {

    /** What tells the sessions of one exporter address apart. */
    enum SessionKeyRule {
        /** UDP source port and engine. */
        PORT,
        /** The engine alone, for exporters that change their port from datagram to datagram. */
        ENGINE
    }

    @Option(
            names = "--reorder-window",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description =
                    "How long a missing datagram may still come before its flows are entered as lost. Default: ${DEFAULT-VALUE}.")
    private Duration reorderWindow;

    @Option(
            names = "--largest-gap",
            paramLabel = "FLOWS",
            defaultValue = "10000000",
            description =
                    "Most flows believed to be missing at once; a farther jump is taken for another numbering. Default: ${DEFAULT-VALUE}.")
    private long largestGap;

    @Option(
            names = "--session-key",
            paramLabel = "RULE",
            defaultValue = "port",
            description =
                    "What tells sessions of one address apart besides the engine: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private SessionKeyRule sessionKey;

    @Option(
            names = "--session-timeout",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description =
                    "A session not heard of for that long is closed. Default: ${DEFAULT-VALUE}.")
    private Duration sessionTimeout;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "Sessions audited at a time; flows of more are archived without an epoch, and counted. Default: ${DEFAULT-VALUE}.")
    private int maxSessions;

    AuditOptions options() {
        Quantities.requireWithin("--max-sessions", maxSessions, 1, 10_000_000);
        if (reorderWindow.compareTo(Duration.ofMillis(10)) < 0
                || reorderWindow.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "--reorder-window " + reorderWindow.toMillis() + "ms: give 10ms to 10m");
        }
        if (largestGap < 1 || largestGap > AuditOptions.MAX_GAP) {
            throw new IllegalArgumentException(
                    "--largest-gap " + largestGap + ": give 1 to " + AuditOptions.MAX_GAP);
        }
        if (sessionTimeout.compareTo(reorderWindow.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "--session-timeout must be at least twice the reorder window");
        }
        return AuditOptions.defaults()
                .withReorderWindow(reorderWindow)
                .withLargestGap(largestGap)
                .withIdleTimeout(sessionTimeout)
                .withMaxSessions(maxSessions)
                .keyedWithPort(sessionKey == SessionKeyRule.PORT);
    }
}
