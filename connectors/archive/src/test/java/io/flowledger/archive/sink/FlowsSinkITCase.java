package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.write.PlainDecode;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FlowsSinkITCase {

    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir java.nio.file.Path directory;

    @Test
    void flowsAreVisibleOnceTheirCheckpointIsCompleteAndExactlyOnce(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        Path warehouse = new Path(directory.toUri());
        Path flows = new Path(warehouse, "flows");
        ArchiveRun run = ArchiveRun.start(cluster, warehouse);
        assertThat(ArchiveRun.visible(flows)).isEmpty();
        assertThat(ArchiveRun.hidden(flows))
                .isNotEmpty()
                .allMatch(f -> f.getName().contains(".inprogress"));

        run.checkpoint();
        run.await(() -> ArchiveRun.hidden(flows).isEmpty(), "the first commit");
        List<List<Object>> expected = PlainDecode.rows(ArchiveRun.traffic());
        String glob = directory + "/flows/*/*/*.parquet";
        assertThat(DuckDb.flows(glob))
                .containsExactlyInAnyOrderElementsOf(expected.subList(0, expected.size() / 2));

        run.finish();
        assertThat(DuckDb.flows(glob)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ArchiveRun.hidden(flows)).isEmpty();
        assertThat(ArchiveRun.visible(flows))
                .allMatch(
                        f ->
                                f.getPath()
                                        .matches(
                                                ".*/dt=20\\d\\d-\\d\\d-\\d\\d/hr=\\d\\d/flows-.*\\.parquet"));
    }

    @Test
    void whatAKilledRunLeftInProgressIsGoneAfterTheNextCheckpointOfItsSuccessorAndNothingElse(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        Path warehouse = new Path(directory.toUri());
        Path flows = new Path(warehouse, "flows");
        RunName run = RunName.of("a spool");
        ArchiveRun.start(cluster, warehouse, run).kill();
        List<Path> left = ArchiveRun.hidden(flows);
        assertThat(left).isNotEmpty();
        ArchiveRun.start(cluster, warehouse, RunName.of("another spool")).kill();
        List<Path> others = new ArrayList<>(ArchiveRun.hidden(flows));
        others.removeAll(left);
        assertThat(others).isNotEmpty();

        ArchiveRun successor = ArchiveRun.start(cluster, warehouse, run);
        successor.await(
                () -> left.stream().noneMatch(ArchiveRun.hidden(flows)::contains),
                "the leftovers to be swept");
        assertThat(ArchiveRun.hidden(flows)).containsAll(others).hasSizeGreaterThan(others.size());
        successor.finish();
        assertThat(ArchiveRun.hidden(flows)).containsExactlyInAnyOrderElementsOf(others);
        assertThat(DuckDb.flows(directory + "/flows/*/*/*.parquet"))
                .containsExactlyInAnyOrderElementsOf(PlainDecode.rows(ArchiveRun.traffic()));
    }

    @Test
    void theFolderOfAFlowIsTheHourItWasReceivedIn(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        ArchiveRun run = ArchiveRun.start(cluster, new Path(directory.toUri()));
        run.finish();
        String glob = directory + "/flows/*/*/*.parquet";
        assertThat(
                        DuckDb.query(
                                "SELECT count(DISTINCT hr), bool_and(strftime(make_timestamp(epoch_ms(received_at) * 1000), 'dt=%Y-%m-%d/hr=%H') = concat('dt=', dt, '/hr=', hr))"
                                        + " FROM read_parquet('"
                                        + glob
                                        + "', hive_partitioning = true, hive_types_autocast = false)"))
                .containsExactly(List.of(2L, true));
    }
}
