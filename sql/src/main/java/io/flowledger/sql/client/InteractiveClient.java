package io.flowledger.sql.client;

import io.flowledger.sql.Ledger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.client.cli.CliClient;
import org.apache.flink.table.client.gateway.Executor;
import org.apache.flink.table.client.gateway.SingleSessionManager;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.rest.util.RowFormat;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.util.NetUtils;

/**
 * Flink's SQL client in this process. Its parts are put together here and not by its {@code main}:
 * that asks for a file that prepares the session, and for a class of flink-python.
 */
public final class InteractiveClient {

    private static final String HISTORY = ".flink-sql-history";
    private static final String LOCAL_HOST = "localhost";
    private static final String ENDPOINT = "sql-gateway.endpoint.rest.";

    private final String warehouse;
    private final Map<String, String> settings;

    /**
     * @param settings of Flink for the session
     */
    public InteractiveClient(String warehouse, Map<String, String> settings) {
        this.warehouse = warehouse;
        this.settings = new HashMap<>(Ledger.settings(settings));
        // rows below the statement, instead of a page of its own
        this.settings.putIfAbsent("sql-client.execution.result-mode", "tableau");
    }

    /**
     * In front of a gateway in this process, until the person leaves.
     *
     * @param jars that jobs need and a cluster does not have; none for jobs in this process
     */
    public void embedded(List<URI> jars) throws Exception {
        settings.putIfAbsent("execution.target", "local");
        // jobs in this process end with it: Flink's local executor takes no others
        settings.putIfAbsent("execution.attached", "true");
        try (NetUtils.Port port = NetUtils.getAvailablePort()) {
            settings.put(ENDPOINT + "address", LOCAL_HOST);
            settings.put(ENDPOINT + "port", Integer.toString(port.getPort()));
            DefaultContext context = new DefaultContext(Configuration.fromMap(settings), jars);
            SqlGateway gateway =
                    new SqlGateway(context.getFlinkConfig(), new SingleSessionManager(context));
            gateway.start();
            try {
                open(context, InetSocketAddress.createUnresolved(LOCAL_HOST, port.getPort()));
            } finally {
                gateway.stop();
            }
        }
    }

    /** In front of a gateway that is there already, until the person leaves. */
    public void at(FlinkAddress gateway) {
        open(new DefaultContext(Configuration.fromMap(settings), List.of()), gateway.socket());
    }

    private void open(DefaultContext context, InetSocketAddress address) {
        Path history = Path.of(System.getProperty("user.home"), HISTORY);
        try (Executor executor = GatewaySession.connect(context, address, RowFormat.PLAIN_TEXT);
                CliClient client =
                        new CliClient(CliClient.DEFAULT_TERMINAL_FACTORY, executor, history)) {
            GatewaySession.useCatalog(executor, warehouse);
            client.executeInInteractiveMode();
        }
    }
}
