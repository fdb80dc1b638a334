package io.flowledger.cluster;

import io.flowledger.cli.CommandPlugin;

/** Adds {@code cluster} to the command line. */
public final class ClusterPlugin implements CommandPlugin {
    @Override
    public Object command() {
        return new ClusterCommand();
    }
}
