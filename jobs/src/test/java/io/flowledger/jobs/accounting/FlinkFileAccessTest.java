package io.flowledger.jobs.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import io.flowledger.ledger.enrich.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkFileAccessTest {

    private final FlinkFileAccess access = new FlinkFileAccess();

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("as names.csv");
        Files.writeString(file, "as,name\n64500,Example\n");
    }

    @Test
    void aPathAndAUriAreRead() throws IOException {
        for (String location : new String[] {file.toString(), "file://" + file}) {
            Names names = new Names();
            Enrichment read = new EnrichmentFiles(null, null, location, null).load(access, names);
            assertThat(names.name(read.asNames().name(64_500))).isEqualTo("Example");
        }
    }

    @Test
    void theStampChangesWhenTheFileIsWrittenOrReplaced() throws IOException {
        String location = file.toString();
        String before = access.stamp(location);
        assertThat(access.stamp(location)).isEqualTo(before);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        String touched = access.stamp(location);
        assertThat(touched).isNotEqualTo(before);

        Path other = folder.resolve("other");
        Files.writeString(other, "as,name\n64500,Longer name\n");
        Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(access.stamp(location)).isNotEqualTo(touched);
    }

    @Test
    void whatIsWrongWithALocationIsSaidOnOneLine() {
        assertRefused(folder + "/none.csv", "/none.csv: does not exist, or may not be read");
        assertRefused("nosuch://host/file", "nosuch://host/file: cannot be read: Could not find");
        assertRefused("", ": cannot be read: '' is no path or URI");
        assertRefused(folder.toString(), ": cannot be read: it is a folder");
    }

    private void assertRefused(String location, String words) {
        assertThatThrownBy(
                        () ->
                                new EnrichmentFiles(location, null, null, null)
                                        .load(access, new Names()))
                .hasMessageContaining(words)
                .message()
                .doesNotContain("\n");
    }
}
