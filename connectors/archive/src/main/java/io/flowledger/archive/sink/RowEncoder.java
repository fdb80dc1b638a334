package io.flowledger.archive.sink;

import io.flowledger.archive.write.RowTarget;
import java.io.Serializable;

/** How a job's own element becomes a row of a table. */
public interface RowEncoder<T> extends Serializable {

    /** The time the row is filed by, milliseconds since 1970. */
    long partitionMillis(T value);

    /** Sets every column that is not NULL. */
    void encode(T value, RowTarget row);
}
