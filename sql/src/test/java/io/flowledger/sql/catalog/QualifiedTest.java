package io.flowledger.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QualifiedTest {

    private final Qualified names =
            new Qualified("l", "d", Set.of("flows", "losses"), Set.of("ip_text", "coverage"));

    @Test
    void tablesAndFunctionsGetTheirFullNames() {
        assertThat(names.query("SELECT IP_Text (a) FROM flows JOIN losses ON TRUE"))
                .isEqualTo(
                        "SELECT `l`.`d`.IP_Text (a) FROM `l`.`d`.flows JOIN `l`.`d`.losses ON TRUE");
    }

    @Test
    void columnsLiteralsAndNamesOfOthersStay() {
        String query =
                "SELECT coverage, flows AS x, 'FROM flows ip_text(1)', other.ip_text(1)"
                        + " FROM other -- FROM flows\n WHERE flows > 1";
        assertThat(names.query(query)).isEqualTo(query);
    }
}
