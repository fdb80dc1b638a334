package io.flowledger.netflow.receiver;

import io.flowledger.netflow.wire.Received;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What a receiver says of itself between the datagrams it received: the causes of loss on our side.
 *
 * @param spool number of the spool it wrote this into, as its datagrams carry
 * @param spoolName the spool for people
 * @param kernelDrops datagrams the kernel dropped since the receiver began; negative when the
 *     system does not tell
 * @param spoolDrops datagrams the spool could not take since then
 */
public record ReceiverNotice(
        int spool,
        String spoolName,
        long receivedAtMicros,
        Kind kind,
        long kernelDrops,
        long spoolDrops)
        implements Received {

    /** The code is what serializers hold; codes are never reused. */
    public enum Kind {
        /** From here on it listens, its counters at zero. */
        STARTED(1),
        /** From here on it does not. */
        STOPPED(2),
        /** It listens; counters as they stand. */
        STATUS(3),
        /** Frames before this moment were deleted from the spool before they were read. */
        EVICTED(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no receiver notice has the code " + code);
        }
    }

    /** The number of a spool: the same in every run, and different for different spools. */
    public static int spoolNumber(String splitId) {
        CRC32C crc = new CRC32C();
        crc.update(splitId.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
