package io.flowledger.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void semicolonsInQuotesAndCommentsEndNothing() {
        assertThat(
                        texts(
                                """
                                -- first; of all
                                SELECT ';', 'it''s; so' FROM `a;b`; /* between; them */
                                SELECT 2 -- last;
                                """))
                .containsExactly("SELECT ';', 'it''s; so' FROM `a;b`", "SELECT 2");
    }

    @Test
    void nothingIsNoStatement() {
        assertThat(texts("")).isEmpty();
        assertThat(texts(" ;; \n; -- only a remark")).isEmpty();
    }

    @Test
    void aHintIsPartOfItsStatement() {
        assertThat(texts("SELECT * FROM t /*+ OPTIONS('a'='b;c') */ WHERE x = 1;"))
                .containsExactly("SELECT * FROM t /*+ OPTIONS('a'='b;c') */ WHERE x = 1");
    }

    @Test
    void aHintAtTheEndStays() {
        assertThat(texts("SELECT * FROM t /*+ OPTIONS('a'='b') */; SELECT 2"))
                .containsExactly("SELECT * FROM t /*+ OPTIONS('a'='b') */", "SELECT 2");
    }

    @Test
    void aSetOfStatementsIsOne() {
        assertThat(
                        texts(
                                "SELECT 1; EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT CASE WHEN"
                                        + " x THEN 1 END FROM t; INSERT INTO b SELECT 2; END; SELECT 3"))
                .containsExactly(
                        "SELECT 1",
                        "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT CASE WHEN x THEN 1 END"
                                + " FROM t; INSERT INTO b SELECT 2; END",
                        "SELECT 3");
    }

    @Test
    void statementsAreNumberedOn() {
        List<Statement> statements = Statement.of("SELECT 1; SELECT 2", 5);
        assertThat(statements).extracting(Statement::number).containsExactly(5, 6);
    }

    @Test
    void aStatementIsCalledByItsFirstLine() {
        assertThat(Statement.of("SELECT 1", 1).get(0).firstLine()).isEqualTo("SELECT 1");
        assertThat(Statement.of("SELECT 1\nFROM t", 1).get(0).firstLine()).isEqualTo("SELECT 1 …");
    }

    @Property
    void tokensAreTheTextEndToEnd(@ForAll String text) {
        StringBuilder joined = new StringBuilder();
        SqlToken.of(text).forEach(token -> joined.append(token.text(text)));
        assertThat(joined.toString()).isEqualTo(text);
    }

    private static List<String> texts(String script) {
        return Statement.of(script, 1).stream().map(Statement::text).toList();
    }
}
