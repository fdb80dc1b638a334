package io.flowledger.sql.function;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * {@code time_slot(flow_start, 300)}: when the five minutes began that a time is in. Flink's
 * EXTRACT looks its types up for every row, which costs more than all else of such a query.
 */
public final class TimeSlot extends ScalarFunction {

    private static final long serialVersionUID = 1;

    private static final String NAME = "time_slot";
    private static final long MILLIS = 1_000;

    @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class)
    public TimestampData eval(
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class)
                    TimestampData time,
            Integer seconds) {
        if (time == null || seconds == null) {
            return null;
        }
        long slot = MILLIS * Argument.positive(NAME, seconds, "seconds");
        return TimestampData.fromEpochMillis(Math.floorDiv(time.getMillisecond(), slot) * slot);
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return Argument.checked(
                super.getTypeInference(types),
                1,
                Integer.class,
                seconds -> Argument.positive(NAME, seconds, "seconds"));
    }
}
