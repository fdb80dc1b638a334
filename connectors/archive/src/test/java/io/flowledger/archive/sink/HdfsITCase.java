package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.write.PlainDecode;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HdfsITCase {

    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir static java.nio.file.Path hdfsDirectory;
    private static MiniDFSCluster hdfs;

    @TempDir java.nio.file.Path local;

    @BeforeAll
    static void startHdfs() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, hdfsDirectory.toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        hdfs.waitActive();
    }

    @AfterAll
    static void stopHdfs() {
        if (hdfs != null) {
            hdfs.shutdown();
        }
    }

    @Test
    void flowsOnHdfsAreVisibleOnceCommittedAndReadBackAsTheyWere(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        Path warehouse = new Path(hdfs.getURI() + "/warehouse");
        Path flows = new Path(warehouse, "flows");
        WarehouseMark.ensure(warehouse);
        WarehouseMark.ensure(warehouse);

        ArchiveRun run = ArchiveRun.start(cluster, warehouse);
        assertThat(ArchiveRun.visible(flows)).isEmpty();
        run.checkpoint();
        run.await(() -> ArchiveRun.hidden(flows).isEmpty(), "the first commit");
        run.finish();

        int files = 0;
        for (Path file : ArchiveRun.visible(flows)) {
            try (InputStream in = file.getFileSystem().open(file)) {
                Files.copy(in, local.resolve(files++ + ".parquet"));
            }
        }
        List<List<Object>> expected = PlainDecode.rows(ArchiveRun.traffic());
        assertThat(DuckDb.flows(local + "/*.parquet"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
