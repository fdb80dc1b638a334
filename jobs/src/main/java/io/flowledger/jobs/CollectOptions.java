package io.flowledger.jobs;

import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a collect or import job does.
 *
 * @param endpoints where to listen; empty when attaching or importing
 * @param socketsPerEndpoint sockets sharing each port
 * @param receiver everything else about receivers
 * @param spoolRoot where spools are kept; null when attaching or importing
 * @param attached spools that another process writes
 * @param captures capture files to import, URIs or paths
 * @param capturePorts UDP ports whose datagrams are taken from captures; empty: all
 * @param warehouse where the archive is
 * @param period receive for that long, then finish; null: until stopped
 * @param checkpointInterval how often files are committed
 * @param parallelism tasks of source and archive
 * @param zstdLevel compression level of Parquet pages
 * @param audit limits of the sequence audit
 * @param accounting what is accounted beside the archive; empty for nothing
 * @param name tells the job's checkpoints from those of jobs on spools of the same path elsewhere;
 *     null: the machine's
 * @param flinkSettings any further Flink setting, going before ours
 */
public record CollectOptions(
        List<ListenAddress> endpoints,
        int socketsPerEndpoint,
        ReceiverOptions receiver,
        Path spoolRoot,
        List<Path> attached,
        List<String> captures,
        List<Integer> capturePorts,
        org.apache.flink.core.fs.Path warehouse,
        Duration period,
        Duration checkpointInterval,
        int parallelism,
        int zstdLevel,
        AuditOptions audit,
        Optional<AccountingSetup> accounting,
        String name,
        Map<String, String> flinkSettings) {

    /** Fast and small enough; see docs/benchmarks.md. */
    public static final int DEFAULT_ZSTD_LEVEL = 1;

    /**
     * Names the job's input, so that a run finds the checkpoints of its predecessor on the same
     * spools or captures, and those of two imports are not in one place. A capture that was written
     * to since is another one.
     */
    String inputName() {
        if (isBounded()) {
            return "captures "
                    + captures.stream().map(CollectOptions::identity).toList()
                    + " ports "
                    + capturePorts;
        }
        return spoolRoot != null
                ? "spool " + spoolRoot.toAbsolutePath().normalize()
                : "attached " + attached;
    }

    /** What it does, in a line for people; tells jobs on one cluster apart. */
    String title() {
        String what =
                isBounded()
                        ? "import of " + captures.size() + " captures"
                        : "collect, " + inputName();
        return what + " into " + warehouse + (name == null ? "" : " as " + name);
    }

    /**
     * The same job following spools that are filled beside it, until it is told to drain.
     *
     * @param spools that a receiver of this process fills; empty leaves what was attached
     */
    CollectOptions following(List<Path> spools) {
        return new CollectOptions(
                List.of(),
                1,
                receiver,
                null,
                spools.isEmpty() ? attached : spools,
                captures,
                capturePorts,
                warehouse,
                null,
                checkpointInterval,
                parallelism,
                zstdLevel,
                audit,
                accounting,
                name,
                flinkSettings);
    }

    private static String identity(String capture) {
        File file = new File(URI.create(capture));
        return capture + " " + file.length() + " " + file.lastModified();
    }

    boolean isBounded() {
        return !captures.isEmpty();
    }
}
