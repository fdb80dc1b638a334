package io.flowledger.bench.send;

import io.flowledger.cli.CommandPlugin;

/** Adds {@code flowledger send} to the command line. */
public final class SendPlugin implements CommandPlugin {

    @Override
    public Object command() {
        return new SendCommand();
    }
}
