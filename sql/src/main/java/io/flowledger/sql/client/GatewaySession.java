package io.flowledger.sql.client;

import io.flowledger.sql.Ledger;
import io.flowledger.sql.run.Answer;
import io.flowledger.sql.run.ChangingResult;
import io.flowledger.sql.run.SqlSession;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.client.gateway.Executor;
import org.apache.flink.table.client.gateway.StatementResult;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.gateway.rest.util.RowFormat;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Statements that a SQL gateway plans and runs; it needs Flowledger's jar in its {@code lib/}. */
public final class GatewaySession implements SqlSession {

    private final Executor executor;
    private final boolean streaming;

    private GatewaySession(Executor executor, boolean streaming) {
        this.executor = executor;
        this.streaming = streaming;
    }

    /**
     * A new session with the catalog in place.
     *
     * @param settings of Flink for the session
     */
    public static GatewaySession open(
            FlinkAddress gateway, String warehouse, Map<String, String> settings) {
        Executor executor =
                connect(
                        new DefaultContext(
                                Configuration.fromMap(Ledger.settings(settings)), List.of()),
                        gateway.socket(),
                        RowFormat.JSON);
        GatewaySession session =
                new GatewaySession(
                        executor,
                        Configuration.fromMap(settings).get(ExecutionOptions.RUNTIME_MODE)
                                == RuntimeExecutionMode.STREAMING);
        try {
            useCatalog(executor, warehouse);
            // an INSERT is done when it has written
            executor.configureSession("SET 'table.dml-sync' = 'true'");
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    static Executor connect(DefaultContext context, InetSocketAddress address, RowFormat format) {
        return Executor.create(context, address, null, format);
    }

    /** {@code USE CATALOG} of the warehouse. */
    static void useCatalog(Executor executor, String warehouse) {
        executor.configureSession(
                "CREATE CATALOG "
                        + Ledger.CATALOG
                        + " WITH ('type' = 'flowledger', 'warehouse' = '"
                        + warehouse.replace("'", "''")
                        + "')");
        executor.configureSession("USE CATALOG " + Ledger.CATALOG);
    }

    @Override
    public Answer execute(String statement) {
        StatementResult result = executor.executeStatement(statement);
        boolean insert = result.getJobId() != null && !result.isQueryResult();
        if (insert || result.getResultKind() == ResultKind.SUCCESS) {
            // the end of the answer is the end of the statement
            result.forEachRemaining(row -> {});
            result.close();
            return Answer.NONE;
        }
        DataStructureConverter<Object, Object> converter =
                DataStructureConverters.getConverter(
                        result.getResultSchema().toPhysicalRowDataType());
        converter.open(GatewaySession.class.getClassLoader());
        Answer answer =
                new Answer(result.getResultSchema().getColumnNames(), new Rows(result, converter));
        return streaming && result.isQueryResult() && isChanging(statement)
                ? answer.withChanges()
                : answer;
    }

    private boolean isChanging(String statement) {
        try (StatementResult plan =
                executor.executeStatement("EXPLAIN CHANGELOG_MODE " + statement)) {
            return ChangingResult.of(plan.next().getString(0).toString());
        }
    }

    @Override
    public void close() {
        executor.close();
    }

    private record Rows(StatementResult result, DataStructureConverter<Object, Object> converter)
            implements CloseableIterator<Row> {

        @Override
        public boolean hasNext() {
            return result.hasNext();
        }

        @Override
        public Row next() {
            RowData row = result.next();
            return (Row) converter.toExternal(row);
        }

        @Override
        public void close() {
            result.close();
        }
    }
}
