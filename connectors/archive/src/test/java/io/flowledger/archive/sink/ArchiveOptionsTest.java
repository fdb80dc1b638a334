package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.write.FileOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ArchiveOptionsTest {

    @Test
    void anEmptyConfigurationGivesTheDefaults() {
        assertThat(ArchiveOptions.from(new Configuration()).files())
                .isEqualTo(ArchiveOptions.defaults().files());
    }

    @Test
    void valuesOfTheConfigurationAreTaken() {
        Configuration config = new Configuration();
        config.setString("archive.zstd-level", "9");
        config.setString("archive.row-group.rows", "500000");
        config.setString("archive.row-group.size", "32 mb");
        config.setString("archive.page.rows", "10000");
        config.setString("archive.memory", "64 mb");
        FileOptions files = ArchiveOptions.from(config).files();
        assertThat(files)
                .isEqualTo(
                        new FileOptions(9, 500_000, 32 << 20, 10_000, files.pageBytes(), 64 << 20));
    }

    @Test
    void aValueOutOfRangeIsRefusedWithItsRange() {
        Configuration config = new Configuration();
        config.setString("archive.zstd-level", "40");
        assertThatThrownBy(() -> ArchiveOptions.from(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("archive zstd level must be between 1 and 19, not 40");
    }

    @Test
    void sinksTravelToTheClusterByJavaSerialization() throws Exception {
        var warehouse = new org.apache.flink.core.fs.Path("file:///tmp/warehouse");
        InstantiationUtil.clone(FlowArchive.flowsSink(warehouse, ArchiveOptions.defaults()));
        InstantiationUtil.clone(FlowArchive.quarantineSink(warehouse, ArchiveOptions.defaults()));
    }
}
