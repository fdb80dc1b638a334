package io.flowledger.sql.run;

import io.flowledger.sql.text.Statement;
import java.io.PrintStream;
import java.util.List;

/** Runs statements in their order, each until it is done. */
public final class StatementRunner {

    private final SqlSession session;
    private final ResultFormat format;
    private final PrintStream out;
    private boolean printed;

    public StatementRunner(SqlSession session, ResultFormat format, PrintStream out) {
        this.session = session;
        this.format = format;
        this.out = out;
    }

    /**
     * @throws StatementException for the first one that fails; those after it are not run
     */
    public void run(List<Statement> statements) throws StatementException {
        for (Statement statement : statements) {
            try {
                print(session.execute(statement.text()));
            } catch (Exception e) {
                out.flush();
                throw new StatementException(statement, e);
            }
        }
    }

    private void print(Answer answer) throws Exception {
        if (!answer.hasColumns()) {
            return;
        }
        if (printed && format == ResultFormat.TABLE) {
            out.println();
        }
        printed = true;
        format.print(answer, out);
    }
}
