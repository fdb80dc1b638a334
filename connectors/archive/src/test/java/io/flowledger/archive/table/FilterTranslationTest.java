package io.flowledger.archive.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.LossColumn;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinition;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;

class FilterTranslationTest {

    private static final ScanColumns COLUMNS =
            ScanColumns.of(
                    ArchiveTable.LOSSES,
                    DataTypes.ROW(
                            DataTypes.FIELD("lost_flows", DataTypes.BIGINT()),
                            DataTypes.FIELD("kind", DataTypes.STRING())),
                    List.of());

    private static final List<BuiltInFunctionDefinition> COMPARISONS =
            List.of(
                    BuiltInFunctionDefinitions.EQUALS,
                    BuiltInFunctionDefinitions.NOT_EQUALS,
                    BuiltInFunctionDefinitions.LESS_THAN,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL,
                    BuiltInFunctionDefinitions.GREATER_THAN,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL);

    @Property(tries = 2_000)
    void whateverIsSaidOfAColumnHoldsForTheRowsThatSqlSays(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Said said = said(random, 4);
        FilterTranslation translation =
                FilterTranslation.of(List.of(said.expression()), COLUMNS, ZoneOffset.UTC);
        assertThat(translation.result().getRemainingFilters()).isEmpty();
        RowFilter filter = translation.filter();
        for (long value = -1; value <= 11; value++) {
            boolean wanted = filter.numbers(LossColumn.LOST_FLOWS).overlaps(value, value);
            assertThat(wanted)
                    .as("%s for %s", said.expression(), value)
                    .isEqualTo(Boolean.TRUE.equals(said.of().apply(value)));
        }
        assertThat(filter.wantsNull(LossColumn.LOST_FLOWS))
                .as("%s for NULL", said.expression())
                .isEqualTo(Boolean.TRUE.equals(said.of().apply(null)));
    }

    /** An expression, and what SQL's three-valued logic makes of it for a value. */
    private record Said(
            ResolvedExpression expression, java.util.function.Function<Long, Boolean> of) {}

    private static Said said(SplittableRandom random, int depth) {
        switch (depth == 0 ? 3 + random.nextInt(2) : random.nextInt(5)) {
            case 0:
                return both(random, depth, BuiltInFunctionDefinitions.AND);
            case 1:
                return both(random, depth, BuiltInFunctionDefinitions.OR);
            case 2:
                Said said = said(random, depth - 1);
                return new Said(
                        call(BuiltInFunctionDefinitions.NOT, said.expression()),
                        value -> not(said.of().apply(value)));
            case 3:
                return compared(random);
            default:
                return random.nextBoolean()
                        ? new Said(
                                call(BuiltInFunctionDefinitions.IS_NULL, field()),
                                value -> value == null)
                        : new Said(
                                call(BuiltInFunctionDefinitions.IS_NOT_NULL, field()),
                                value -> value != null);
        }
    }

    private static Said both(
            SplittableRandom random, int depth, BuiltInFunctionDefinition function) {
        Said a = said(random, depth - 1);
        Said b = said(random, depth - 1);
        boolean and = function == BuiltInFunctionDefinitions.AND;
        return new Said(
                call(function, a.expression(), b.expression()),
                value -> {
                    Boolean x = a.of().apply(value);
                    Boolean y = b.of().apply(value);
                    return and ? and(x, y) : not(and(not(x), not(y)));
                });
    }

    private static Boolean and(Boolean a, Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return a == null || b == null ? null : true;
    }

    private static Boolean not(Boolean a) {
        return a == null ? null : !a;
    }

    /** With constants between the whole numbers too, and on either side. */
    private static Said compared(SplittableRandom random) {
        int which = random.nextInt(COMPARISONS.size());
        double constant = random.nextInt(21) / 2.0;
        ResolvedExpression literal =
                constant == (long) constant
                        ? new ValueLiteralExpression((long) constant)
                        : new ValueLiteralExpression(java.math.BigDecimal.valueOf(constant));
        boolean turned = random.nextBoolean();
        ResolvedExpression expression =
                turned
                        ? call(COMPARISONS.get(which), literal, field())
                        : call(COMPARISONS.get(which), field(), literal);
        return new Said(
                expression,
                value -> {
                    if (value == null) {
                        return null;
                    }
                    int order =
                            turned
                                    ? Double.compare(constant, value)
                                    : Double.compare(value, constant);
                    return switch (which) {
                        case 0 -> order == 0;
                        case 1 -> order != 0;
                        case 2 -> order < 0;
                        case 3 -> order <= 0;
                        case 4 -> order > 0;
                        default -> order >= 0;
                    };
                });
    }

    private static FieldReferenceExpression field() {
        return new FieldReferenceExpression("lost_flows", DataTypes.BIGINT(), 0, 0);
    }

    private static CallExpression call(
            BuiltInFunctionDefinition function, ResolvedExpression... operands) {
        return CallExpression.permanent(
                function, new ArrayList<>(List.of(operands)), DataTypes.BOOLEAN());
    }
}
