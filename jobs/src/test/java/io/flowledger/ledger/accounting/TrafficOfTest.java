package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Datagrams, accounts and postings for tests, at a time whose minutes are easy to read. */
final class TrafficOfTest {

    /** 2026-01-01T12:00:00Z. */
    static final long NOON = 1_767_268_800_000L;

    static final Duration SETTLING = Duration.ofSeconds(5);

    private TrafficOfTest() {}

    /** One flow record: addresses, ports and protocol, counters, ages of its ends. */
    record Flow(
            long src,
            long dst,
            int srcPort,
            int dstPort,
            int proto,
            long packets,
            long octets,
            long startAge,
            long endAge) {

        static Flow of(long src, long packets, long octets) {
            return new Flow(src, 0x0A000001L, 40_000, 443, 6, packets, octets, 0, 0);
        }

        Flow lasting(long millis) {
            return new Flow(
                    src, dst, srcPort, dstPort, proto, packets, octets, endAge + millis, endAge);
        }
    }

    static ExportDatagram datagram(int exporter, long receivedMillis, List<Flow> flows) {
        return datagram(exporter, receivedMillis, 0, flows);
    }

    static ExportDatagram datagram(
            int exporter, long receivedMillis, int samplingInterval, List<Flow> flows) {
        byte[] bytes = new byte[24 + 48 * flows.size()];
        long uptime = 0x1_0000_0000L - 1_000; // the ages below reach back over its wrap
        V5Encoder encoder =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(uptime)
                        .exportedAt(12, 0) // a clock that is far off does no harm
                        .sampling(samplingInterval > 1 ? 1 : 0, samplingInterval);
        for (Flow flow : flows) {
            encoder.nextRecord()
                    .addresses(flow.src(), flow.dst(), 0)
                    .interfaces(1, 2)
                    .counters(flow.packets(), flow.octets())
                    .times(uptime - flow.startAge(), uptime - flow.endAge())
                    .ports(flow.srcPort(), flow.dstPort())
                    .protocol(flow.proto(), 0x12, 0)
                    .autonomousSystems(64_500, 0);
        }
        int length = encoder.finish();
        return ExportDatagram.accepted(
                receivedMillis * 1_000,
                0,
                ExporterAddress.ofIpv4(exporter),
                2055,
                bytes,
                0,
                length,
                0);
    }

    static SessionKey session(int exporter) {
        return new SessionKey(0, ExporterAddress.ofIpv4(exporter), 2055, 0, 0);
    }

    static MissingRange lost(int exporter, long flows, long afterMillis, long beforeMillis) {
        return missing(exporter, MissingRange.Kind.GAP, flows, true, afterMillis, beforeMillis);
    }

    static MissingRange missing(
            int exporter,
            MissingRange.Kind kind,
            long units,
            boolean unitsAreFlows,
            long afterMillis,
            long beforeMillis) {
        return new MissingRange(
                session(exporter),
                NOON,
                kind,
                0,
                units - 1,
                units,
                unitsAreFlows,
                MissingRange.UNKNOWN,
                0,
                30,
                afterMillis * 1_000,
                beforeMillis * 1_000,
                beforeMillis * 1_000,
                0,
                true);
    }

    static AccountingOptions options(View... views) {
        return options(WindowTime.SPREAD, views);
    }

    static AccountingOptions options(WindowTime time, View... views) {
        return new AccountingOptions(
                List.of(views), time, ExporterProfiles.DEFAULT, SETTLING, 1_000_000);
    }

    static View view(String name, int mostKeys, String... keys) {
        return View.of(
                name,
                List.of(keys),
                java.util.Map.of(),
                java.util.Map.of(),
                View.DEFAULT_WINDOW,
                mostKeys);
    }

    static Accounts accounts(AccountingOptions options) {
        return accounts(options, new DomainBudget(options.mostDomains()), 1_000);
    }

    static Accounts accounts(AccountingOptions options, DomainBudget budget, int mostSessions) {
        Names names = new Names();
        Enrichment enrichment = Enrichment.none(names);
        return new Accounts(
                new Accounting(options, names, budget), () -> enrichment, true, mostSessions);
    }

    static List<Posting> end(Accounts accounts) {
        List<Posting> postings = new ArrayList<>();
        accounts.end(postings::add);
        return postings;
    }

    /** The first one of a key whose first column has this number. */
    static Posting posting(List<Posting> postings, long key) {
        return postings.stream()
                .filter(p -> !p.other() && p.numbers()[0] == key)
                .findFirst()
                .orElseThrow();
    }
}
