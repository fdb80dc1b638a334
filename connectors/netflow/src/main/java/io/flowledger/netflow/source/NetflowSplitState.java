package io.flowledger.netflow.source;

/** A split while it is read; for the task thread. */
final class NetflowSplitState {

    private final NetflowSplit split;
    private long position;

    NetflowSplitState(NetflowSplit split) {
        this.split = split;
        position = split.position();
    }

    String splitId() {
        return split.splitId();
    }

    void emittedUpTo(long endPosition) {
        position = endPosition;
    }

    NetflowSplit toSplit() {
        return split.withPosition(position);
    }
}
