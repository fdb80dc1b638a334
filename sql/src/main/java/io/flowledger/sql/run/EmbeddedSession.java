package io.flowledger.sql.run;

import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/** Statements planned in this process; jobs run in it or on a cluster, as its settings say. */
public final class EmbeddedSession implements SqlSession {

    private static final int PARTS_OF_A_SINK = 3;

    private final TableEnvironment tables;

    public EmbeddedSession(TableEnvironment tables) {
        this.tables = tables;
    }

    @Override
    public Answer execute(String statement) throws Exception {
        Optional<Answer> settings = Settings.run(statement, tables);
        if (settings.isPresent()) {
            return settings.get();
        }
        TableResult result = tables.executeSql(statement);
        if (result.getResultKind() == ResultKind.SUCCESS || isInsert(result)) {
            result.await();
            return Answer.NONE;
        }
        return isChanging(statement, result) ? Answer.of(result).withChanges() : Answer.of(result);
    }

    private boolean isChanging(String statement, TableResult result) {
        return result.getJobClient().isPresent()
                && tables.getConfig().get(ExecutionOptions.RUNTIME_MODE)
                        == RuntimeExecutionMode.STREAMING
                && ChangingResult.of(tables.explainSql(statement, ExplainDetail.CHANGELOG_MODE));
    }

    /** An INSERT answers with a column for each sink, the number of its rows, which is unknown. */
    private static boolean isInsert(TableResult result) {
        return result.getJobClient().isPresent()
                && result.getResolvedSchema().getColumnNames().stream()
                        .allMatch(name -> name.split("\\.").length == PARTS_OF_A_SINK);
    }

    @Override
    public void close() {
        // a table environment holds nothing open
    }
}
