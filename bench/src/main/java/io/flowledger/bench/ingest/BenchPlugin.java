package io.flowledger.bench.ingest;

import io.flowledger.cli.CommandPlugin;

/** Adds {@code flowledger bench} to the command line. */
public final class BenchPlugin implements CommandPlugin {

    @Override
    public Object command() {
        return new BenchCommand();
    }
}
