package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.RollupSums;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A part of what a key had in a period, or a row that is there already and may be replaced.
 *
 * @param kind which of them
 * @param periodMillis beginning of the period, since 1970
 * @param sums null for a row that is there
 * @param digest of a row that is there
 * @param flows estimate of a row that is there
 * @param octets estimate of a row that is there
 */
record RollupLine(
        Kind kind,
        RollupKey key,
        long periodMillis,
        RollupSums sums,
        long digest,
        double flows,
        double octets) {

    static final TypeInformation<RollupLine> TYPE =
            new OpaqueTypeInfo<>(RollupLine.class, RollupLineSerializer.INSTANCE);

    static final TypeInformation<RollupKey> KEY_TYPE =
            new OpaqueTypeInfo<>(RollupKey.class, RollupKeySerializer.INSTANCE);

    /** What a line is. */
    enum Kind {
        SUMS,
        /** There is such a row of the period. */
        THERE,
        /** There is such a row of the whole that periods add up to. */
        WHOLE_THERE
    }

    static RollupLine of(RollupKey key, long periodMillis, RollupSums sums) {
        return new RollupLine(Kind.SUMS, key, periodMillis, sums, 0, 0, 0);
    }
}
