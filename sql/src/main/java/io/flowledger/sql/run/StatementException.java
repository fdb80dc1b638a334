package io.flowledger.sql.run;

import io.flowledger.sql.text.Statement;

/** A statement that failed; the message is one line that names it and why. */
public final class StatementException extends Exception {

    private static final long serialVersionUID = 1;

    StatementException(Statement statement, Throwable cause) {
        super(
                "statement "
                        + statement.number()
                        + " ("
                        + statement.firstLine()
                        + ") failed: "
                        + FailureCause.of(cause),
                cause);
    }
}
