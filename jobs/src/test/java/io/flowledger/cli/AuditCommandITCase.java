package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.ledger.loss.LossEntry;
import io.flowledger.netflow.wire.ExportDatagram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The audit command over a warehouse that is sound, and over one for each way to tamper with it.
 */
class AuditCommandITCase {

    @TempDir Path warehouse;

    private final AuditedWarehouse ledger = new AuditedWarehouse();

    @Test
    void aSoundWarehouseBalancesFlowForFlow() throws Exception {
        ledger.writeTo(warehouse);
        Outcome outcome = audit("--format", "json");
        JsonNode all = outcome.json();
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(all.get("balances").asBoolean()).isTrue();
        assertThat(all.get("from").asText()).isEqualTo("2026-01-31T07:00:00Z");
        assertThat(all.get("exporters")).hasSize(AuditedWarehouse.EXPORTERS);
        JsonNode total = all.get("total");
        assertThat(total.get("archived").asLong()).isEqualTo(flows(ledger.flows));
        assertThat(total.get("lost").asLong()).isEqualTo(ledger.lost).isPositive();
        assertThat(total.get("lostByCause").get("upstream").asLong()).isEqualTo(ledger.lost);
        assertThat(total.get("sent").asLong())
                .isEqualTo(total.get("archived").asLong() + ledger.lost);
        // all flows are of 1,000 octets
        JsonNode octets = total.get("octets");
        assertThat(octets.get("archived").asLong()).isEqualTo(1_000 * flows(ledger.flows));
        for (String bound : List.of("lower", "lostEstimate", "upper")) {
            assertThat(octets.get(bound).asLong()).as(bound).isEqualTo(1_000 * ledger.lost);
        }
        JsonNode session = all.get("exporters").get(0).get("sessions").get(0);
        assertThat(session.get("port").asInt()).isEqualTo(2055);
        assertThat(session.get("epoch").asText()).isEqualTo(AuditedWarehouse.START.toString());
        assertThat(session.get("span").asLong())
                .isEqualTo(session.get("archived").asLong() + session.get("lost").asLong());
    }

    @Test
    void hoursAddUpToTheWhole() throws Exception {
        ledger.writeTo(warehouse);
        long sent = 0;
        long lost = 0;
        for (String[] range :
                new String[][] {
                    {"--to", "2026-01-31T07:47"},
                    {"--from", "2026-01-31T07:47", "--to", "2026-01-31T08:00:01Z"},
                    {"--from", "2026-01-31T08:00:01Z"}
                }) {
            List<String> args = new ArrayList<>(List.of(range));
            args.addAll(List.of("--format", "json"));
            Outcome outcome = audit(args.toArray(String[]::new));
            assertThat(outcome.exitCode()).as(outcome.out()).isZero();
            sent += outcome.json().get("total").get("sent").asLong();
            lost += outcome.json().get("total").get("lost").asLong();
        }
        assertThat(lost).isEqualTo(ledger.lost);
        assertThat(sent).isEqualTo(flows(ledger.flows) + ledger.lost);
    }

    @Test
    void aDatagramThatIsGoneIsNamed() throws Exception {
        ExportDatagram gone = ledger.flows.remove(100);
        ledger.writeTo(warehouse);
        Outcome outcome = audit();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains(gone.recordCount() + " flows missing that no entry explains")
                .contains("=> does not balance");
    }

    @Test
    void aNumberingThatIsGoneAltogetherIsNamed() throws Exception {
        long gone = ledger.flows.get(0).addressLow();
        ledger.flows.removeIf(datagram -> datagram.addressLow() == gone);
        ledger.writeTo(warehouse);
        Outcome outcome = audit();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("missing that no entry explains");
    }

    @Test
    void aDatagramThatIsThereTwiceIsNamed() throws Exception {
        ExportDatagram twice = ledger.flows.get(50);
        ledger.flows.add(50, twice);
        ledger.writeTo(warehouse);
        Outcome outcome = audit();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains(twice.recordCount() + " flows archived twice");
    }

    @Test
    void anEntryThatIsGoneIsNamed() throws Exception {
        LossEntry gone = ledger.losses.remove(7);
        ledger.writeTo(warehouse);
        Outcome outcome = audit();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains(gone.lostFlows() + " flows missing that no entry explains")
                .contains("first at sequence " + gone.firstSequence());
    }

    @Test
    void anEntryWithoutAHoleIsNamed() throws Exception {
        LossEntry one = ledger.losses.get(7);
        long first = one.lastSequence() + 1;
        ledger.losses.add(
                new LossEntry(
                        one.session(),
                        one.epochMillis(),
                        one.detectedMicros(),
                        one.kind(),
                        first,
                        first,
                        1,
                        one.lostDatagrams(),
                        one.atLeast(),
                        one.afterMicros(),
                        one.beforeMicros(),
                        one.cause(),
                        false,
                        true));
        ledger.writeTo(warehouse);
        Outcome outcome = audit();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("1 flows entered as lost without a hole, first at sequence " + first);
    }

    @Test
    void flowsThatWereNeverAuditedAreShownAndFailNothing() throws Exception {
        ledger.losses.clear();
        ledger.sessions.clear();
        ledger.flows.replaceAll(datagram -> datagram.withEpoch(ExportDatagram.EPOCH_UNKNOWN));
        ledger.writeTo(warehouse);
        Outcome outcome = audit("--format", "json");
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        JsonNode total = outcome.json().get("total");
        assertThat(total.get("unaudited").asLong()).isEqualTo(flows(ledger.flows));
        assertThat(total.get("sent").asLong()).isZero();
        assertThat(total.get("verdict").asText()).contains("not audited");
    }

    @Test
    void aDamagedFileIsNamedAndNothingIsSaidToBalance() throws Exception {
        ledger.writeTo(warehouse);
        Path file = warehouse.resolve("losses/dt=2026-01-31/part-1.parquet");
        Files.writeString(file, "PAR1 this is none PAR1");
        Outcome outcome = audit();
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().strip())
                .contains("archive file file:" + file + ": damaged")
                .doesNotContain("\n");
    }

    @Test
    void aWarehouseThatIsNotThereIsOneLine() {
        Outcome outcome =
                Outcome.of("audit", "--warehouse", warehouse.resolve("nowhere").toString());
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err().strip())
                .startsWith("flowledger: there is no warehouse at ")
                .doesNotContain("\n");
    }

    private static long flows(List<ExportDatagram> datagrams) {
        return datagrams.stream().mapToLong(ExportDatagram::recordCount).sum();
    }

    private Outcome audit(String... options) {
        List<String> args = new ArrayList<>(List.of("audit", "--warehouse", warehouse.toString()));
        args.addAll(Arrays.asList(options));
        return Outcome.of(args.toArray(String[]::new));
    }
}
