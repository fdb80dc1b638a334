package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseMarkTest {

    @TempDir Path directory;

    @Test
    void aNewWarehouseIsMarkedAndAcceptedAgain() throws IOException {
        Path warehouse = directory.resolve("not/there/yet");
        WarehouseMark.ensure(flink(warehouse));
        WarehouseMark.ensure(flink(warehouse));
        assertThat(warehouse.resolve(".flowledger/format.json")).hasContent("{\"format\": 1}\n");
        assertThat(warehouse.resolve(".flowledger")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aWarehouseOfANewerFormatIsLeftAlone() throws IOException {
        mark("{\"format\": 2, \"more\": true}");
        assertThatThrownBy(() -> WarehouseMark.ensure(flink(directory)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("written by a newer Flowledger (format 2, this one knows 1)")
                .hasMessageContaining("upgrade");
    }

    @Test
    void aDamagedMarkIsNamed() throws IOException {
        mark("");
        assertThatThrownBy(() -> WarehouseMark.ensure(flink(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format.json is damaged");
    }

    @Test
    void aWarehouseThatIsAFileIsRefusedByName() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> WarehouseMark.ensure(flink(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("warehouse " + flink(file) + " cannot be used");
    }

    private void mark(String text) throws IOException {
        Files.createDirectories(directory.resolve(".flowledger"));
        Files.writeString(directory.resolve(".flowledger/format.json"), text);
    }

    private static org.apache.flink.core.fs.Path flink(Path path) {
        return new org.apache.flink.core.fs.Path(path.toUri());
    }
}
