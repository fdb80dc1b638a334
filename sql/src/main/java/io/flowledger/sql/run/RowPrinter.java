package io.flowledger.sql.run;

import org.apache.flink.types.Row;

/** Takes the rows of one answer. */
interface RowPrinter {

    /** Whether it takes another one. */
    boolean row(Row row);

    /** After the last row that it takes. */
    void end();
}
