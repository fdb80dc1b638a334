package io.flowledger.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever went wrong into one line on stderr; the stack trace goes to the log. */
final class ErrorLines {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorLines.class);

    /** Wrappers whose own words tell a person nothing. */
    private static final List<String> FLINK_WRAPPERS =
            List.of(
                    "org.apache.flink.runtime",
                    "org.apache.flink.client",
                    "org.apache.flink.util.Serialized");

    private ErrorLines() {}

    static int parameter(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        command.getErr().println("flowledger: " + oneLine(error.getMessage()) + hint(command));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    static int execution(Exception error, CommandLine command, ParseResult result) {
        if (error instanceof ParameterException parameter) {
            return parameter(parameter, new String[0]);
        }
        LOG.error("{} failed", command.getCommandName(), error);
        command.getErr().println("flowledger: " + describe(error));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The innermost message that says something, on one line. */
    static String describe(Throwable error) {
        Set<String> said = new LinkedHashSet<>();
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (!isWrapper(at)) {
                said.add(oneLine(message(at)));
            }
            if (at.getCause() == at) {
                break;
            }
        }
        List<String> lines = new ArrayList<>(said);
        if (lines.isEmpty()) {
            return oneLine(message(error));
        }
        lines.removeIf(
                line -> lines.stream().anyMatch(other -> other != line && other.contains(line)));
        return String.join(": ", lines);
    }

    private static boolean isWrapper(Throwable error) {
        String name = error.getClass().getName();
        return error.getCause() != null
                && (error instanceof ExecutionException
                        || error instanceof CompletionException
                        || FLINK_WRAPPERS.stream().anyMatch(name::startsWith)
                        || error.getMessage() == null
                        || error.getMessage().equals(error.getCause().toString()));
    }

    private static String message(Throwable error) {
        if (error instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (error instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (error instanceof FileSystemException
                || error instanceof IOException
                || error.getMessage() != null) {
            return error.getMessage() == null
                    ? error.getClass().getSimpleName()
                    : error.getMessage();
        }
        return error.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String hint(CommandLine command) {
        return " (see " + command.getCommandSpec().qualifiedName() + " --help)";
    }
}
