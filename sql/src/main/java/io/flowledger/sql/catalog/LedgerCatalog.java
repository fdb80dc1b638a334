package io.flowledger.sql.catalog;

import io.flowledger.sql.function.LedgerFunction;
import io.flowledger.sql.function.LedgerFunctions;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogFunctionImpl;
import org.apache.flink.table.catalog.CatalogPartition;
import org.apache.flink.table.catalog.CatalogPartitionImpl;
import org.apache.flink.table.catalog.CatalogPartitionSpec;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.PartitionNotExistException;
import org.apache.flink.table.catalog.exceptions.PartitionSpecInvalidException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotPartitionedException;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.factories.Factory;

/**
 * A warehouse as a catalog of one database: its tables, views over them, functions for both. What
 * is in it is known beforehand; only partitions are looked up, in the directories.
 */
public final class LedgerCatalog extends ReadOnlyCatalog {

    /** The only database. */
    public static final String DATABASE = "ledger";

    private final String warehouse;
    private final List<LedgerFunction> functions = LedgerFunctions.all();

    /**
     * @param warehouse directory or URI of a warehouse
     */
    public LedgerCatalog(String name, String warehouse) {
        super(name, DATABASE);
        this.warehouse = warehouse.replaceAll("(?<=.)/+$", "");
    }

    /**
     * @throws CatalogException if there is no such directory
     */
    @Override
    public void open() {
        try {
            Path path = new Path(warehouse);
            if (!path.getFileSystem().exists(path)) {
                throw new CatalogException(
                        "catalog "
                                + getName()
                                + ": there is no warehouse at "
                                + warehouse
                                + "; check 'warehouse'");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CatalogException(
                    "catalog "
                            + getName()
                            + ": warehouse "
                            + warehouse
                            + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new LedgerTableFactory());
    }

    @Override
    public List<String> listDatabases() {
        return List.of(DATABASE);
    }

    @Override
    public CatalogDatabase getDatabase(String name) throws DatabaseNotExistException {
        requireDatabase(name);
        return new CatalogDatabaseImpl(
                Map.of(LedgerCatalogFactory.WAREHOUSE.key(), warehouse), "the warehouse");
    }

    @Override
    public boolean databaseExists(String name) {
        return DATABASE.equals(name);
    }

    /** Views included, as Flink wants it. */
    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        return Stream.concat(
                        Arrays.stream(LedgerTable.values()).map(LedgerTable::tableName),
                        listViews(database).stream())
                .sorted()
                .toList();
    }

    @Override
    public List<String> listViews(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return Arrays.stream(LedgerView.values()).map(LedgerView::viewName).sorted().toList();
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return table(path).isPresent() || view(path).isPresent();
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        Optional<LedgerTable> table = table(path);
        if (table.isPresent()) {
            return table.get().definition(warehouse);
        }
        return view(path)
                .orElseThrow(() -> new TableNotExistException(getName(), path))
                .definition(new Qualified(getName(), DATABASE, names(), functionNames()));
    }

    @Override
    public List<CatalogPartitionSpec> listPartitions(ObjectPath path)
            throws TableNotExistException, TableNotPartitionedException {
        return partitions(path, Map.of());
    }

    @Override
    public List<CatalogPartitionSpec> listPartitions(ObjectPath path, CatalogPartitionSpec spec)
            throws TableNotExistException,
                    TableNotPartitionedException,
                    PartitionSpecInvalidException {
        Map<String, String> given = spec.getPartitionSpec();
        List<String> keys = partitioned(path).partitionKeys();
        if (!keys.containsAll(given.keySet())) {
            throw new PartitionSpecInvalidException(getName(), keys, path, spec);
        }
        return partitions(path, given);
    }

    /** Left to the table source: expressions are evaluated by the planner. */
    @Override
    public List<CatalogPartitionSpec> listPartitionsByFilter(
            ObjectPath path, List<Expression> filters) {
        throw new UnsupportedOperationException("partitions are not filtered by the catalog");
    }

    @Override
    public CatalogPartition getPartition(ObjectPath path, CatalogPartitionSpec spec)
            throws PartitionNotExistException {
        if (!partitionExists(path, spec)) {
            throw new PartitionNotExistException(getName(), path, spec);
        }
        return new CatalogPartitionImpl(Map.of(), "");
    }

    @Override
    public boolean partitionExists(ObjectPath path, CatalogPartitionSpec spec) {
        try {
            Map<String, String> given = spec.getPartitionSpec();
            return given.keySet().equals(new HashSet<>(partitioned(path).partitionKeys()))
                    && !partitions(path, given).isEmpty();
        } catch (TableNotExistException | TableNotPartitionedException e) {
            return false;
        }
    }

    @Override
    public List<String> listFunctions(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return functions.stream().map(LedgerFunction::name).sorted().toList();
    }

    /** Names of functions are not case-sensitive in Flink. */
    @Override
    public CatalogFunction getFunction(ObjectPath path) throws FunctionNotExistException {
        return function(path)
                .map(f -> new CatalogFunctionImpl(f.implementation().getName()))
                .orElseThrow(() -> new FunctionNotExistException(getName(), path));
    }

    @Override
    public boolean functionExists(ObjectPath path) {
        return function(path).isPresent();
    }

    /**
     * Also without underscores: so the planner looks for the functions of a condition that it hands
     * to a table (RexNodeToExpressionConverter of Flink 2.3), which else does not come there.
     */
    private Optional<LedgerFunction> function(ObjectPath path) {
        String name = path.getObjectName().toLowerCase(Locale.ROOT);
        return functions.stream()
                .filter(f -> databaseExists(path.getDatabaseName()))
                .filter(f -> f.name().equals(name) || f.name().replace("_", "").equals(name))
                .findFirst();
    }

    private Optional<LedgerTable> table(ObjectPath path) {
        return databaseExists(path.getDatabaseName())
                ? LedgerTable.named(path.getObjectName())
                : Optional.empty();
    }

    private Optional<LedgerView> view(ObjectPath path) {
        return databaseExists(path.getDatabaseName())
                ? LedgerView.named(path.getObjectName())
                : Optional.empty();
    }

    private LedgerTable partitioned(ObjectPath path)
            throws TableNotExistException, TableNotPartitionedException {
        if (view(path).isPresent()) {
            throw new TableNotPartitionedException(getName(), path);
        }
        return table(path).orElseThrow(() -> new TableNotExistException(getName(), path));
    }

    private List<CatalogPartitionSpec> partitions(ObjectPath path, Map<String, String> given)
            throws TableNotExistException, TableNotPartitionedException {
        LedgerTable table = partitioned(path);
        try {
            return table.partitions(warehouse, given).stream()
                    .map(CatalogPartitionSpec::new)
                    .toList();
        } catch (IOException e) {
            throw new CatalogException(
                    "partitions of "
                            + path.getObjectName()
                            + " cannot be listed below "
                            + table.directory(warehouse)
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void requireDatabase(String name) throws DatabaseNotExistException {
        if (!databaseExists(name)) {
            throw new DatabaseNotExistException(getName(), name);
        }
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        Arrays.stream(LedgerTable.values()).map(LedgerTable::tableName).forEach(names::add);
        Arrays.stream(LedgerView.values()).map(LedgerView::viewName).forEach(names::add);
        return names;
    }

    private Set<String> functionNames() {
        return functions.stream().map(LedgerFunction::name).collect(Collectors.toSet());
    }
}
