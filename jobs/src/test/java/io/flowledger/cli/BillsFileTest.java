package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.flowledger.jobs.bill.BillOrder;
import io.flowledger.ledger.billing.BillRule;
import io.flowledger.ledger.billing.Billed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillsFileTest {

    @TempDir Path folder;

    @Test
    void billsAreWrittenAsTheOptionsAre() throws IOException {
        List<BillOrder> bills =
                BillsFile.read(
                        file(
                                """
                                bills:
                                  - {of: interface}
                                  - {of: customer, view: billing, zone: Europe/Berlin, bill: sum, interval: 1h}
                                  - {name: sites_99, view: sites, key: [dst_site], percentile: 99.5}
                                """));
        assertThat(bills.stream().map(BillOrder::billName))
                .containsExactly("interface", "customer", "sites_99");
        BillOrder customer = bills.get(1);
        assertThat(customer.of()).isEqualTo(Billed.CUSTOMER);
        assertThat(customer.rule()).isEqualTo(BillRule.SUM);
        assertThat(customer.zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(customer.interval()).isEqualTo(Duration.ofHours(1));
        BillOrder sites = bills.get(2);
        assertThat(sites.of()).isEqualTo(Billed.KEY);
        assertThat(sites.keys()).containsExactly("dst_site");
        assertThat(sites.percentile().percent().toPlainString()).isEqualTo("99.5");
    }

    @Test
    void aMistakeIsSaidWithItsPlace() throws IOException {
        assertWrong("percentile 0", "bills: [{of: interface, percentile: 0}]");
        assertWrong("'every'", "bills: [{of: interface, every: 5m}]");
        assertWrong("there are two bills 'interface'", "bills: [{of: interface}, {bill: sum}]");
        assertWrong("it has no bills", "bills: []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillsFile.read(folder.resolve("none.yaml").toFile()))
                .withMessageContaining("there is no such file");
    }

    private void assertWrong(String message, String yaml) throws IOException {
        File file = file(yaml);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillsFile.read(file))
                .withMessageContaining(message)
                .withMessageContaining("bills.yaml");
    }

    private File file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("bills.yaml"), yaml).toFile();
    }
}
