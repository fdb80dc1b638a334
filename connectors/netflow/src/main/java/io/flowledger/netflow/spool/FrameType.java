package io.flowledger.netflow.spool;

/** What a frame carries. The code is what stands in the file; codes are never reused. */
public enum FrameType {
    /** A datagram as it was received. */
    DATAGRAM(1),
    /** A {@link ReceiverStatus}. */
    STATUS(2),
    /** A {@link ReceiverMark}: from here on the receiver listens. */
    START(3),
    /** A {@link ReceiverMark}: from here on it does not. */
    STOP(4);

    /** Fills what is left of a segment or was damaged; readers never hand it on. */
    static final int PAD_CODE = 0x7F;

    private static final FrameType[] BY_CODE = {null, DATAGRAM, STATUS, START, STOP};

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static boolean isKnown(int code) {
        return code > 0 && code < BY_CODE.length;
    }

    static FrameType ofCode(int code) {
        if (!isKnown(code)) {
            throw new IllegalArgumentException("no frame type has the code " + code);
        }
        return BY_CODE[code];
    }
}
