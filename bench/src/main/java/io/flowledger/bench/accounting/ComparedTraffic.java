package io.flowledger.bench.accounting;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.SocketName;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.ledger.accounting.Accounting;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.DomainBudget;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One run of the generator, in virtual time, posted whole and posted with datagrams lost in bursts:
 * for each key of each view the true sum beside the estimated one.
 */
final class ComparedTraffic {

    /** A key of a view over the whole run. */
    record Key(String view, String key) {}

    /**
     * @param octets what it really had
     * @param flows likewise
     * @param estimate of its octets, from what was received
     */
    record Compared(long octets, long flows, Estimate estimate) {}

    private final Accounts whole;
    private final Accounts lossy;
    private final double loss;
    private final double burst;
    private final Random random;
    private final Map<Key, long[]> truth = new HashMap<>();
    private final Map<Key, Estimate> estimates = new HashMap<>();
    private final Map<SessionKey, Line> lines = new HashMap<>();
    private long lastMicros;

    /** What a session loses. */
    private static final class Line {
        private boolean losing;
        private long lost;
        private long lastMicros;
    }

    private ComparedTraffic(AccountingOptions options, double loss, double burst, long seed) {
        this.whole = accounts(options);
        this.lossy = accounts(options);
        this.loss = loss;
        this.burst = burst;
        this.random = new Random(seed);
    }

    private static Accounts accounts(AccountingOptions options) {
        Names names = new Names();
        Enrichment enrichment = Enrichment.none(names);
        DomainBudget budget = new DomainBudget(options.mostDomains());
        return new Accounts(new Accounting(options, names, budget), () -> enrichment, true, 1_000);
    }

    static Map<Key, Compared> run(
            TrafficOptions traffic, AccountingOptions options, double loss, double burst, long seed)
            throws IOException {
        ComparedTraffic compared = new ComparedTraffic(options, loss, burst, seed);
        List<SocketName> sockets = TrafficRun.virtualNames(traffic);
        List<Long> addresses = new ArrayList<>();
        for (SocketName socket : sockets) {
            addresses.add(ExporterAddress.low(InetAddress.getByName(socket.address())));
        }
        new TrafficRun(traffic)
                .into(
                        (socket, micros, bytes, length) ->
                                compared.sent(
                                        ExportDatagram.accepted(
                                                micros,
                                                0,
                                                addresses.get(socket),
                                                sockets.get(socket).port(),
                                                Arrays.copyOf(bytes, length),
                                                0,
                                                length,
                                                0)));
        return compared.end();
    }

    private void sent(ExportDatagram datagram) {
        long micros = datagram.receivedAtMicros();
        lastMicros = Math.max(lastMicros, micros);
        whole.advance(micros / 1_000, this::addTruth);
        lossy.advance(micros / 1_000, this::addEstimate);
        whole.add(datagram);
        SessionKey session = SessionKey.of(datagram, true);
        Line line = lines.computeIfAbsent(session, unseen -> new Line());
        if (isLost(line)) {
            line.lost += datagram.recordCount();
            return;
        }
        if (line.lost > 0) {
            lossy.add(gap(session, line.lost, line.lastMicros, micros));
            line.lost = 0;
        }
        line.lastMicros = micros;
        lossy.add(datagram);
    }

    /** Bursts of a mean length, so that this part of the datagrams is in them. */
    private boolean isLost(Line line) {
        double enter = loss / (burst * (1 - loss));
        line.losing = line.losing ? random.nextDouble() >= 1 / burst : random.nextDouble() < enter;
        return line.losing;
    }

    private static MissingRange gap(SessionKey session, long flows, long after, long before) {
        return new MissingRange(
                session,
                0,
                MissingRange.Kind.GAP,
                0,
                flows - 1,
                flows,
                true,
                MissingRange.UNKNOWN,
                0,
                30,
                after == 0 ? before : after,
                before,
                before,
                0,
                true);
    }

    private Map<Key, Compared> end() {
        // what was lost last of all, no later number shows
        lines.forEach(
                (session, line) -> {
                    if (line.lost > 0) {
                        lossy.add(gap(session, line.lost, line.lastMicros, lastMicros));
                    }
                });
        whole.end(this::addTruth);
        lossy.end(this::addEstimate);
        Map<Key, Compared> result = new HashMap<>();
        truth.forEach(
                (key, sums) ->
                        result.put(
                                key,
                                new Compared(
                                        sums[0],
                                        sums[1],
                                        estimates.getOrDefault(key, Estimate.NONE))));
        return result;
    }

    private void addTruth(Posting posting) {
        long[] sums = truth.computeIfAbsent(keyOf(posting), unseen -> new long[2]);
        sums[0] += posting.observedOctets();
        sums[1] += posting.observedFlows();
    }

    private void addEstimate(Posting posting) {
        estimates.merge(keyOf(posting), posting.octets(), Estimate::plus);
    }

    private static Key keyOf(Posting posting) {
        return new Key(
                posting.view(),
                posting.other()
                        ? "other"
                        : Arrays.toString(posting.numbers()) + Arrays.toString(posting.texts()));
    }
}
