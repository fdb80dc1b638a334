package io.flowledger.bench.estimates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AuditedTrafficTest {

    @Test
    void lostFlowsOfGeneratedTrafficAreCountedToTheUnitAndDuplicatesRefused() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new TrafficCommand()).setOut(new PrintWriter(out));
        int exit = command.execute("--seeds", "5", "--minutes", "4", "--rate", "2000");
        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString()).contains("miscounted by the audit 0");
    }
}
