package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.ledger.accounting.ExporterProfile;
import io.flowledger.ledger.accounting.Sampling;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.accounting.WindowTime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountingFileTest {

    @TempDir private Path folder;

    @Test
    void theViewsThatAreShippedAreThose() throws IOException {
        assertThat(AccountingFile.shipped().options().views())
                .extracting(View::name)
                .containsExactly(
                        "exporters",
                        "interfaces",
                        "protocols",
                        "applications",
                        "as_pairs",
                        "sites",
                        "links",
                        "top_sources",
                        "top_destinations");
    }

    @Test
    void aFileSaysEverything() throws IOException {
        AccountingSetup setup =
                read(
                        """
                        time: end
                        max-keys: 5000
                        enrichment: {prefixes: nets.csv, as-names: 'hdfs://nn/as.csv', reload: 5s}
                        exporters:
                          default: {sampling: fixed, rate: 100}
                          192.0.2.1: esx
                          2001:db8::1: {profile: ovs, active-timeout: 2m}
                        views:
                          - protocols
                          - name: billing
                            keys: [src_customer, dst_customer]
                            only: {direction: [inbound, outbound]}
                            except: {protocol: 1}
                            window: 5m
                            max-keys: 77
                        """);

        assertThat(setup.options().time()).isEqualTo(WindowTime.END);
        assertThat(setup.options().mostDomains()).isEqualTo(5_000);
        assertThat(setup.files().prefixes())
                .as("found beside the file that names it")
                .isEqualTo(folder.resolve("nets.csv").toUri().toString());
        assertThat(setup.files().asNames()).isEqualTo("hdfs://nn/as.csv");
        assertThat(setup.lookAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(setup.options().profiles().others())
                .isEqualTo(ExporterProfile.CISCO.with(Sampling.FIXED, 100));
        assertThat(setup.options().profiles().byExporter())
                .containsEntry("192.0.2.1", ExporterProfile.ESX)
                .containsEntry(
                        "2001:db8:0:0:0:0:0:1",
                        ExporterProfile.OVS.withActiveTimeout(Duration.ofMinutes(2)));
        View billing = setup.options().views().get(1);
        assertThat(billing.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(billing.mostKeys()).isEqualTo(77);
        assertThat(billing.filter())
                .hasToString("only {DIRECTION=[inbound, outbound]} except {PROTOCOL=[1]}");
    }

    @Test
    void anEmptyFileMeansWhatIsShipped() throws IOException {
        assertThat(read("").options()).isEqualTo(AccountingFile.shipped().options());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("view: []", "unknown key 'view'; known are time, max-keys,"),
                Arguments.of("time: late", "time: 'late' is none of spread, end, received"),
                Arguments.of("max-keys: -1", "max-keys: '-1' is no whole number"),
                Arguments.of("views: protocols", "views: here comes a list"),
                Arguments.of("views: [prots]", "views 1: 'prots' is none of the views that are"),
                Arguments.of("views: [{keys: [tos]}]", "views 1: name: is missing"),
                Arguments.of(
                        "views: [{name: a, keys: [tos]}]",
                        "views a: there is no key 'tos'; known are exporter,"),
                Arguments.of(
                        "views: [{name: a, window: 7m}]",
                        "views a: a window is 10 s to a day and divides the day evenly"),
                Arguments.of(
                        "views: [{name: a, window: soon}]",
                        "views a: window: 'soon' is no duration; write 20s, 5m"),
                Arguments.of(
                        "views: [{name: a, only: {proto: 6}}]", "views a: there is no key 'proto'"),
                Arguments.of(
                        "views: [{name: a, only: {protocol: tcp}}]",
                        "views a: protocol: 'tcp' is no number of 0 to 255"),
                Arguments.of(
                        "views: [protocols, protocols]",
                        "two views have the same name, 'protocols'"),
                Arguments.of("exporters: {router1: esx}", "'router1' is no IP address"),
                Arguments.of(
                        "exporters: {192.0.2.1: nexus}",
                        "exporters: 192.0.2.1: 'nexus' is none of cisco, esx, ovs, juniper"),
                Arguments.of(
                        "exporters: {192.0.2.1: {rate: 0}}",
                        "exporters: 192.0.2.1: a sampling rate is 1 in 1 to 1 in 65535"),
                Arguments.of(
                        "exporters: {192.0.2.1: {sampling: fixed}}",
                        "exporters: 192.0.2.1: sampling: fixed takes a rate"),
                Arguments.of(
                        "exporters: {192.0.2.1: {rate: 100}}",
                        "exporters: 192.0.2.1: a rate is for 'sampling: fixed' alone"),
                Arguments.of(
                        "enrichment: {reload: 0s}", "enrichment: reload: give a second or more"),
                Arguments.of("a: [", " line 1: not YAML"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlace(String yaml, String message) throws IOException {
        File file = write(yaml);
        assertThatThrownBy(() -> AccountingFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private AccountingSetup read(String yaml) throws IOException {
        return AccountingFile.read(write(yaml));
    }

    private File write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("accounting.yaml"), yaml).toFile();
    }
}
