package io.flowledger.netflow.spool;

/** When frames are forced to the disk; without it they survive the process, but not the machine. */
public enum SyncPolicy {
    /** Never by us: the operating system writes back as it likes. */
    NONE,
    /** Every {@link SpoolOptions#syncInterval()}, beside the receiving thread. */
    INTERVAL,
    /** After every frame, on the receiving thread. */
    ALWAYS
}
