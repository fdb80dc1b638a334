package io.flowledger.netflow.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds where a segment that was being written ends. Frames survive up to the torn tail, which is
 * zeroed; damage with sound frames behind it (pages reach the disk in any order) is covered by a
 * pad.
 */
final class SpoolRecovery {

    private SpoolRecovery() {}

    static FrameAppender recover(WritableSegment segment) {
        ByteBuffer view = segment.buffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        FrameScan scan = new FrameScan(view, segment.base(), segment.size());
        FrameAppender tail =
                new FrameAppender(segment, SegmentHeader.LENGTH, SegmentHeader.receivedLast(view));
        while (tail.hasRoomFor(0)) {
            int length = scan.soundLength(tail.offset());
            if (length >= 0) {
                tail.skipSound(length, view.getLong(tail.offset() + FrameLayout.RECEIVED));
                continue;
            }
            int next = scan.nextSound(tail.offset() + FrameLayout.ALIGNMENT);
            if (next < 0) {
                break;
            }
            tail.pad(next - tail.offset());
        }
        segment.zeroFrom(tail.offset());
        SegmentHeader.publishTail(view, tail.position());
        return tail;
    }
}
