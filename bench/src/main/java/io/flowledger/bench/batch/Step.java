package io.flowledger.bench.batch;

import io.flowledger.bench.query.GeneratedDay;
import java.time.YearMonth;
import java.util.List;

/** A step of a night that is measured, in the order in which it is done. */
enum Step {
    ROLLUP("rollup", "--date", GeneratedDay.DATE.toString()),
    PERCENTILE("percentile", "--month", YearMonth.from(GeneratedDay.DATE).toString()),
    COMPACT("compact", "--date", GeneratedDay.DATE.toString());

    private final List<String> command;

    Step(String... command) {
        this.command = List.of(command);
    }

    /** The command and what says of when. */
    List<String> command() {
        return command;
    }

    String label() {
        return command.get(0);
    }
}
