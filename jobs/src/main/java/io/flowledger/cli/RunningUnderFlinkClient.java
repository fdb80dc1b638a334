package io.flowledger.cli;

/**
 * Whether this JVM is Flink's own client ({@code flink run}), which must be left to end by itself.
 */
final class RunningUnderFlinkClient {

    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";

    private RunningUnderFlinkClient() {}

    static boolean now() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(CLIENT)));
    }
}
