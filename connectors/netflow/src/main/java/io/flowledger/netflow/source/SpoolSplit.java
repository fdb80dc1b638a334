package io.flowledger.netflow.source;

/**
 * A spool directory on a host.
 *
 * @param splitId names the spool for the life of the job, see {@link #id}
 * @param host that has the directory, as Flink names its readers' locations; empty until it is
 *     assigned for the first time
 * @param directory absolute path on that host
 * @param intake who writes it
 * @param stopAtMillis when to stop receiving, milliseconds since 1970; {@link #NEVER}
 * @param position after the last emitted frame, or {@link #AT_COMMITTED}, {@link #AT_NEWEST}
 */
record SpoolSplit(
        String splitId,
        String host,
        String directory,
        Intake intake,
        long stopAtMillis,
        long position)
        implements NetflowSplit {

    static final long NEVER = Long.MAX_VALUE;

    /** Not read by this job yet: begin at the spool's committed position, or its oldest frame. */
    static final long AT_COMMITTED = -1;

    /** Not read by this job yet: begin with what is received from then on. */
    static final long AT_NEWEST = -2;

    static final String ANY_HOST = "";

    /**
     * The same for a spool whether the job listens or attaches, so that one may become the other
     * between two runs. The host is part of it only where the options name one.
     */
    static String id(String namedHost, String directory) {
        return "spool:" + namedHost + ":" + directory;
    }

    static SpoolSplit fresh(String namedHost, String directory, Intake intake) {
        return new SpoolSplit(
                id(namedHost, directory), namedHost, directory, intake, NEVER, AT_COMMITTED);
    }

    SpoolSplit onHost(String name) {
        return new SpoolSplit(splitId, name, directory, intake, stopAtMillis, position);
    }

    SpoolSplit fedBy(Intake newIntake, long newStopAtMillis) {
        return new SpoolSplit(splitId, host, directory, newIntake, newStopAtMillis, position);
    }

    @Override
    public SpoolSplit withPosition(long newPosition) {
        return new SpoolSplit(splitId, host, directory, intake, stopAtMillis, newPosition);
    }
}
