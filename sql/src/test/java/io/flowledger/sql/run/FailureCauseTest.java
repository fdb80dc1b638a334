package io.flowledger.sql.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Chains as Flink 2.3 throws them. */
class FailureCauseTest {

    @Test
    void whatTheParserExpectedIsLeftOut() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "SQL parse failed. Encountered \"FRM\" at line 1, column"
                                                + " 8.\nWas expecting one of:\n    \"FROM\" ...")))
                .isEqualTo("Encountered \"FRM\" at line 1, column 8.");
    }

    @Test
    void theOuterOneKnowsThePlace() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "SQL validation failed. From line 2, column 8 to line 2,"
                                                + " column 10: Column 'foo' not found in any table",
                                        new RuntimeException(
                                                "Column 'foo' not found in any table"))))
                .isEqualTo("line 2, column 8: Column 'foo' not found in any table");
    }

    @Test
    void aPlaceMayBeASingleCharacter() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "SQL validation failed. At line 1, column 8: Column 'n' not"
                                                + " found in any table")))
                .isEqualTo("line 1, column 8: Column 'n' not found in any table");
    }

    @Test
    void theInnerOneKnowsTheArgument() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "SQL validation failed. Invalid function call:\n"
                                                + "ledger.ledger.cidr_match(BIGINT, CHAR(1))",
                                        new RuntimeException("cidr_match(…, 'x'): 'x' is none"))))
                .isEqualTo("cidr_match(…, 'x'): 'x' is none");
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "Invalid function call:\nledger.ledger.ip_text(CHAR(1))",
                                        new RuntimeException("Invalid argument type"))))
                .isEqualTo("ip_text(CHAR(1)): Invalid argument type");
    }

    @Test
    void aJobFailsForTheInnermostReason() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "Failed to fetch next result",
                                        new RuntimeException(
                                                "Job execution failed.",
                                                new RuntimeException(
                                                        "java.io.IOException: f.parquet is"
                                                                + " damaged\nat 7")))))
                .isEqualTo("f.parquet is damaged at 7");
    }

    @Test
    void theFileIsNamedThoughOthersKnowMoreOfWhatIsWrongInIt() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "Job execution failed.",
                                        new RuntimeException(
                                                "io.flowledger.archive.read.FlowFileException:"
                                                        + " archive file f.parquet: damaged (no page)",
                                                new RuntimeException("no page")))))
                .isEqualTo("archive file f.parquet: damaged (no page)");
    }

    @Test
    void aPrintedStackIsReadAsIfItWereAChain() {
        String stack =
                "[Internal server error., <Exception on server side:\n"
                        + "org.apache.flink.Outer: Failed to execute.\n\tat a.B.c(B.java:1)\n"
                        + "Caused by: java.lang.IllegalArgumentException: ip_text(-1): no address\n"
                        + "\tat a.D.e(D.java:2)\n\t... 14 more\n\nEnd of exception on server side>]";
        assertThat(FailureCause.of(new RuntimeException("Failed to get", new Exception(stack))))
                .isEqualTo("ip_text(-1): no address");
    }

    @Test
    void aClassThatIsNotThereIsAJarThatIsMissing() {
        assertThat(
                        FailureCause.of(
                                new RuntimeException(
                                        "java.lang.ClassNotFoundException: io.flowledger.A")))
                .contains("io.flowledger.A", "flowledger.jar", "lib/");
    }

    @Test
    void whatSaysNothingIsNamedByItsClass() {
        assertThat(FailureCause.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
