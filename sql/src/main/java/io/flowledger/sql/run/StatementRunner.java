package io.flowledger.sql.run;

import io.flowledger.sql.text.Statement;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;

/** Runs statements in their order, each until it is done. */
public final class StatementRunner {

    private static final List<String> SETTING_COLUMNS = List.of("key", "value");

    private final TableEnvironment tables;
    private final ResultFormat format;
    private final PrintStream out;

    public StatementRunner(TableEnvironment tables, ResultFormat format, PrintStream out) {
        this.tables = tables;
        this.format = format;
        this.out = out;
    }

    /**
     * @throws StatementException for the first one that fails; those after it are not run
     */
    public void run(List<Statement> statements) throws StatementException {
        boolean first = true;
        for (Statement statement : statements) {
            try {
                first &= !run(statement, first);
            } catch (Exception e) {
                out.flush();
                throw new StatementException(statement, e);
            }
        }
    }

    /** Whether it printed something. */
    private boolean run(Statement statement, boolean first) throws Exception {
        Optional<Iterator<Row>> settings = Settings.run(statement.text(), tables);
        if (settings.isPresent()) {
            if (!settings.get().hasNext()) {
                return false;
            }
            separate(first);
            format.print(SETTING_COLUMNS, settings.get(), out);
            return true;
        }
        TableResult result = tables.executeSql(statement.text());
        if (result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT
                && result.getJobClient().isPresent()
                && isInsert(result)) {
            result.await();
            return false;
        }
        if (result.getResultKind() == ResultKind.SUCCESS) {
            result.await();
            return false;
        }
        separate(first);
        format.print(result, out);
        return true;
    }

    /** The answer of INSERT has one column for each sink, with how many rows it is: unknown. */
    private static boolean isInsert(TableResult result) {
        return result.getResolvedSchema().getColumnNames().stream()
                .allMatch(name -> name.split("\\.").length == 3);
    }

    private void separate(boolean first) {
        if (!first && format == ResultFormat.TABLE) {
            out.println();
        }
    }
}
