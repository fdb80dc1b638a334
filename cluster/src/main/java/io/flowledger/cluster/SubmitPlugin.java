package io.flowledger.cluster;

import io.flowledger.cli.CommandPlugin;
import picocli.CommandLine;

/** Adds {@code submit} to the command line. */
public final class SubmitPlugin implements CommandPlugin {

    /** The options of the submitted command are not ours to know. */
    @Override
    public Object command() {
        return new CommandLine(new SubmitCommand()).setUnmatchedOptionsArePositionalParams(true);
    }
}
