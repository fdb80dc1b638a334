package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.RollupSums;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A row of rollups: what a key had in a period. */
record RolledRow(RollupKey key, long periodMillis, int periodSeconds, RollupSums sums) {

    static final TypeInformation<RolledRow> TYPE =
            new OpaqueTypeInfo<>(RolledRow.class, RolledRowSerializer.INSTANCE);
}
