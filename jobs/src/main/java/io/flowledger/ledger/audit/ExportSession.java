package io.flowledger.ledger.audit;

/**
 * What has one numbering at a time, as the tables name it.
 *
 * @param port UDP source port, or {@link SessionLine#ANY_PORT}
 */
public record ExportSession(String exporter, int port, int engineType, int engineId) {

    @Override
    public String toString() {
        return exporter
                + (port == SessionLine.ANY_PORT ? "" : " port " + port)
                + " engine "
                + engineType
                + "/"
                + engineId;
    }
}
