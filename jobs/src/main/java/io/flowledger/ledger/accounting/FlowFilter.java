package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which flows a view is about: of every column named under {@code only}, one of the values, and of
 * none named under {@code except}.
 *
 * @param only accepted values by column, as texts
 * @param except refused values by column
 */
public record FlowFilter(Map<KeyColumn, List<String>> only, Map<KeyColumn, List<String>> except)
        implements Serializable {

    public static final FlowFilter ALL = new FlowFilter(Map.of(), Map.of());

    static final String UNKNOWN = "unknown";

    public FlowFilter {
        only = new TreeMap<>(only);
        except = new TreeMap<>(except);
        only.forEach(FlowFilter::check);
        except.forEach(FlowFilter::check);
    }

    /** With columns by name. */
    static FlowFilter of(Map<String, List<String>> only, Map<String, List<String>> except) {
        return new FlowFilter(byColumn(only), byColumn(except));
    }

    private static Map<KeyColumn, List<String>> byColumn(Map<String, List<String>> values) {
        Map<KeyColumn, List<String>> columns = new TreeMap<>();
        values.forEach((name, texts) -> columns.put(KeyPart.column(name), texts));
        return columns;
    }

    private static void check(KeyColumn column, List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(column.columnName() + " is given no value");
        }
        if (column.kind() != KeyColumn.Kind.NAME && column.kind() != KeyColumn.Kind.SESSION) {
            values.forEach(value -> FlowTest.Range.parse(column, value));
        }
    }

    /** Whether a session can have flows that pass. */
    boolean accepts(SessionKey session) {
        return only.entrySet().stream().allMatch(e -> !isOfSession(e) || names(session, e))
                && except.entrySet().stream().noneMatch(e -> isOfSession(e) && names(session, e));
    }

    private static boolean isOfSession(Map.Entry<KeyColumn, List<String>> entry) {
        return entry.getKey().kind() == KeyColumn.Kind.SESSION;
    }

    private static boolean names(SessionKey session, Map.Entry<KeyColumn, List<String>> entry) {
        String text =
                entry.getKey() == KeyColumn.EXPORTER
                        ? session.exporter()
                        : session.engineType() + "/" + session.engineId();
        return entry.getValue().contains(text);
    }

    /** What is left to ask of each flow. */
    FlowTest[] tests(Names names, PartList parts) {
        List<FlowTest> tests = new ArrayList<>();
        only.forEach((column, values) -> add(tests, column, values, true, names, parts));
        except.forEach((column, values) -> add(tests, column, values, false, names, parts));
        return tests.toArray(new FlowTest[0]);
    }

    private static void add(
            List<FlowTest> tests,
            KeyColumn column,
            List<String> values,
            boolean wanted,
            Names names,
            PartList parts) {
        if (column.kind() == KeyColumn.Kind.SESSION) {
            return;
        }
        FlowTest.Range[] ranges =
                values.stream()
                        .map(
                                value ->
                                        column.kind() == KeyColumn.Kind.NAME
                                                ? FlowTest.Range.ofName(value, names)
                                                : FlowTest.Range.parse(column, value))
                        .toArray(FlowTest.Range[]::new);
        tests.add(new FlowTest(parts.place(FlowTest.asked(column)), ranges, wanted));
    }

    void write(DataOutput out) throws IOException {
        write(only, out);
        write(except, out);
    }

    private static void write(Map<KeyColumn, List<String>> values, DataOutput out)
            throws IOException {
        out.writeByte(values.size());
        for (Map.Entry<KeyColumn, List<String>> each : values.entrySet()) {
            out.writeUTF(each.getKey().name());
            out.writeShort(each.getValue().size());
            for (String value : each.getValue()) {
                out.writeUTF(value);
            }
        }
    }

    static FlowFilter read(DataInput in) throws IOException {
        return new FlowFilter(readValues(in), readValues(in));
    }

    private static Map<KeyColumn, List<String>> readValues(DataInput in) throws IOException {
        Map<KeyColumn, List<String>> values = new TreeMap<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            KeyColumn column = KeyColumn.valueOf(in.readUTF());
            List<String> texts = new ArrayList<>();
            for (int more = in.readUnsignedShort(); more > 0; more--) {
                texts.add(in.readUTF());
            }
            values.put(column, texts);
        }
        return values;
    }

    @Override
    public String toString() {
        return "only " + only + " except " + except;
    }
}
