package io.flowledger.netflow.source;

/** How a spool is fed, decided anew from the job's options whenever the split is assigned. */
enum Intake {
    /** By a receiver that this reader runs. */
    LISTEN(1),
    /** By another process; this reader only follows. */
    FOLLOW(2),
    /** No more: the job does not name it any longer, what is written is read and then it ends. */
    REST(3),
    /**
     * By another process, and another job consumes it: this reader looks on, so it takes no lock,
     * commits no position and obeys no marker.
     */
    WATCH(4);

    private final int code;

    Intake(int code) {
        this.code = code;
    }

    /** What stands in checkpoints; never reused. */
    int code() {
        return code;
    }

    static Intake ofCode(int code) {
        for (Intake intake : values()) {
            if (intake.code == code) {
                return intake;
            }
        }
        throw new IllegalArgumentException("no spool intake has the code " + code);
    }
}
