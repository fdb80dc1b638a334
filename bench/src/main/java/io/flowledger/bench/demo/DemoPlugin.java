package io.flowledger.bench.demo;

import io.flowledger.cli.CommandPlugin;

/** Adds {@code demo} to the command line. */
public final class DemoPlugin implements CommandPlugin {
    @Override
    public Object command() {
        return new DemoCommand();
    }
}
