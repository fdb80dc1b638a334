package io.flowledger.cli;

import io.flowledger.jobs.CollectRun;
import io.flowledger.jobs.EmbeddedRun;
import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of every command, from the launcher and from {@code flink run}. */
@Command(
        name = "flowledger",
        description = "NetFlow v5 accounting on Apache Flink that balances.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Flowledger.Version.class,
        subcommands = {
            CollectCommand.class,
            ReceiveCommand.class,
            ImportCommand.class,
            AuditCommand.class,
            AccountCommand.class,
            CompactCommand.class,
            NightlyCommand.class,
            PercentileCommand.class,
            RollupCommand.class,
            ExpireCommand.class,
            SqlCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Flowledger implements Runnable {

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        if (!CollectRun.isSubmitted()) {
            // a warehouse is looked at before any job is started
            EmbeddedRun.initializeFileSystems(new Configuration());
        }
        HostProcess.current().end(commandLine().execute(args));
    }

    /** All commands, for whoever runs them in a process of their own. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Flowledger());
        for (CommandPlugin plugin : ServiceLoader.load(CommandPlugin.class)) {
            commandLine.addSubcommand(plugin.command());
        }
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(ErrorLines::parameter);
        commandLine.setExecutionExceptionHandler(ErrorLines::execution);
        commandLine.registerConverter(java.time.Duration.class, Quantities::duration);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say which command: see flowledger --help");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Flowledger.class.getPackage().getImplementationVersion();
            return new String[] {"flowledger " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
