package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.traffic.Counts;
import io.flowledger.bench.traffic.SessionTruth;
import io.flowledger.bench.traffic.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A warehouse held against what the generator did, and against the operator's own audit. */
final class Books {

    private static final String DISTINCT_FLOWS =
            "SELECT count(*) FROM (SELECT DISTINCT exporter, exporter_port, engine_type, engine_id,"
                    + " epoch, sequence, record FROM flows)";

    private final Launcher launcher;
    private final Path warehouse;
    private final ArchiveQueries archive;

    Books(Launcher launcher, Path warehouse) {
        this.launcher = launcher;
        this.warehouse = warehouse;
        archive = new ArchiveQueries(warehouse);
    }

    ArchiveQueries archive() {
        return archive;
    }

    /** Rows of the archive. */
    long flows() throws Exception {
        return archive.hasFiles() ? archive.count("SELECT count(*) FROM flows") : 0;
    }

    /** Flows entered as lost, whatever the cause. */
    long lost() throws Exception {
        return archive.lostByCause().values().stream().mapToLong(flows -> flows).sum();
    }

    void awaitMoreFlows() throws Exception {
        long before = flows();
        Await.until("more flows archived than " + before, () -> flows() > before);
    }

    /** While a receiver runs: it is its clock that closes the last gaps. */
    void awaitAllAccountedFor(Truth truth) throws Exception {
        try {
            Await.until(
                    numbered(truth) + " flows archived or entered as lost",
                    () -> accountFor(truth));
        } catch (AssertionError e) {
            throw new AssertionError(flows() + " archived, lost " + archive.lostByCause(), e);
        }
    }

    boolean accountFor(Truth truth) throws Exception {
        return flows() + lost() == numbered(truth);
    }

    private static long numbered(Truth truth) {
        return truth.sent().flows() + truth.detectableLostFlows();
    }

    /**
     * For every life of every session archived and lost are together what was numbered; no row is
     * there twice; and the audit says the same.
     */
    void assertExact(Truth truth) throws Exception {
        assertThat(accounted("archived + lost")).isEqualTo(numberedIn(truth));
        assertAudit();
    }

    /**
     * Minutes of receipt that are posted have in every view what the archive has of them, session
     * by session: nothing is missing and nothing is there twice.
     */
    void assertPostedMinutes() throws Exception {
        String posted =
                "SELECT view, session_exporter AS exporter, session_port AS exporter_port,"
                        + " session_engine_type AS engine_type, session_engine_id AS engine_id,"
                        + " received_minute AS minute, sum(observed_flows)::BIGINT AS flows,"
                        + " sum(observed_packets)::BIGINT AS packets,"
                        + " sum(observed_octets)::BIGINT AS octets FROM postings GROUP BY ALL";
        String archived =
                "SELECT exporter, exporter_port, engine_type, engine_id,"
                        + " date_trunc('minute', received_at) AS minute, count(*) AS flows,"
                        + " sum(packets)::BIGINT AS packets, sum(bytes)::BIGINT AS octets"
                        + " FROM flows GROUP BY ALL";
        assertThat(archive.count("SELECT count(DISTINCT view) FROM postings")).isEqualTo(9);
        assertThat(
                        archive.count(
                                "SELECT count(*) FROM ("
                                        + posted
                                        + ") p WHERE NOT EXISTS (SELECT 1"
                                        + " FROM ("
                                        + archived
                                        + ") a WHERE a.exporter = p.exporter"
                                        + " AND a.exporter_port = p.exporter_port"
                                        + " AND a.engine_type = p.engine_type"
                                        + " AND a.engine_id = p.engine_id AND a.minute = p.minute"
                                        + " AND a.flows = p.flows AND a.packets = p.packets"
                                        + " AND a.octets = p.octets)"))
                .as("posted minutes of sessions that differ from the archive")
                .isZero();
    }

    /** The operator's own proof: from the files alone it balances, and it loses the same flows. */
    void assertAudit() throws Exception {
        Process audit =
                launcher.start("audit", "--warehouse", warehouse.toString(), "--format", "json");
        JsonNode balance = launcher.finish(audit);
        assertThat(audit.exitValue()).as(balance.toPrettyString()).isZero();
        assertThat(balance.get("balances").asBoolean()).isTrue();
        JsonNode total = balance.get("total");
        assertThat(total.get("lost").asLong()).isEqualTo(lost());
        assertThat(total.get("archived").asLong()).isEqualTo(flows());
        assertThat(total.get("duplicateFlows").asLong()).isZero();
        assertThat(total.get("unaudited").asLong()).isZero();
        assertThat(archive.count(DISTINCT_FLOWS))
                .as("rows that differ in what identifies a flow record")
                .isEqualTo(flows());
    }

    /** Per session and life in order: what was archived and what was lost. */
    List<String> livesAsAudited() throws Exception {
        return accounted("'archived ' || archived || ' lost ' || lost");
    }

    static List<String> livesInTruth(Truth truth) {
        return lives(
                truth,
                life -> "archived " + life.sent().flows() + " lost " + life.detectableLostFlows());
    }

    private static List<String> numberedIn(Truth truth) {
        return lives(truth, life -> "" + (life.sent().flows() + life.detectableLostFlows()));
    }

    /**
     * @param what an expression over the columns archived and lost of a life
     */
    private List<String> accounted(String what) throws Exception {
        List<String> lives = new ArrayList<>();
        archive.query(
                "SELECT exporter || ':' || exporter_port || '/' || engine_type || '/' || engine_id"
                        + " || ' ' || "
                        + ("(" + what + ")")
                        + " FROM (SELECT exporter, exporter_port, engine_type, engine_id, epoch,"
                        + " count(*) AS archived FROM flows GROUP BY ALL) LEFT JOIN (SELECT"
                        + " exporter, exporter_port, engine_type, engine_id, epoch,"
                        + " sum(lost_flows)::BIGINT AS entered FROM losses GROUP BY ALL) USING"
                        + " (exporter, exporter_port, engine_type, engine_id, epoch),"
                        + " LATERAL (SELECT coalesce(entered, 0) AS lost)",
                row -> lives.add(row.getString(1)));
        lives.sort(null);
        return lives;
    }

    private static List<String> lives(Truth truth, Function<SessionTruth, String> what) {
        List<String> lives = new ArrayList<>();
        for (SessionTruth life : truth.sessions()) {
            if (life.sent().flows() > 0) {
                lives.add(
                        life.exporter()
                                + ":"
                                + life.port()
                                + "/"
                                + life.engineType()
                                + "/"
                                + life.engineId()
                                + " "
                                + what.apply(life));
            }
        }
        lives.sort(null);
        return lives;
    }

    /** What was sent per session, as {@link ArchiveQueries#bySession} has it. */
    static Map<String, Counts> sentBySession(Truth truth) {
        Map<String, Counts> sent = new HashMap<>();
        for (SessionTruth session : truth.sessions()) {
            String key =
                    session.exporter()
                            + ":"
                            + session.port()
                            + "/"
                            + session.engineType()
                            + "/"
                            + session.engineId();
            sent.merge(key, session.sent(), Counts::plus);
        }
        sent.values().removeIf(counts -> counts.flows() == 0);
        return sent;
    }
}
