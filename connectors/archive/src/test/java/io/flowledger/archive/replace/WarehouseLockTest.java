package io.flowledger.archive.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseLockTest {

    private static final Owner DEAD = new Owner(Owner.thisProcess().host(), Long.MAX_VALUE, 1);
    private static final Owner ELSEWHERE = new Owner("another-host", 17, 1);

    @TempDir Path folder;
    private WarehouseFiles files;

    @BeforeEach
    void warehouse() throws IOException {
        files = new WarehouseFiles(new org.apache.flink.core.fs.Path(folder.toUri()));
    }

    @Test
    void theSecondIsTurnedAwayUntilTheFirstIsDone() throws IOException {
        try (WarehouseLock first = take("nightly", Owner.thisProcess())) {
            assertThatThrownBy(() -> take("nightly", Owner.thisProcess()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("nightly run")
                    .hasMessageContaining(folder.toString());
        }
        take("nightly", Owner.thisProcess()).close();
        assertThat(held("nightly")).isZero();
    }

    @Test
    void runsOfAnotherKindDoNotMind() throws IOException {
        try (WarehouseLock first = take("nightly", Owner.thisProcess());
                WarehouseLock second = take("other", Owner.thisProcess())) {
            assertThat(held("nightly")).isEqualTo(held("other")).isOne();
        }
    }

    @Test
    void whatADeadProcessHeldIsFree() throws IOException {
        WarehouseLock left = take("nightly", DEAD);
        try (WarehouseLock next = take("nightly", Owner.thisProcess())) {
            assertThat(held("nightly")).isOne();
        }
        assertThat(left).isNotNull();
    }

    @Test
    void ofAProcessOnAnotherHostNobodyKnowsThatItIsDead() throws IOException {
        WarehouseLock elsewhere = take("nightly", ELSEWHERE);
        assertThatThrownBy(() -> take("nightly", Owner.thisProcess()))
                .hasMessageContaining("17 on another-host")
                .hasMessageContaining("if it is dead, delete");
        elsewhere.close();
    }

    @Test
    void anOwnerThatIsJustBeingWrittenDownIsLeftAlone() throws IOException {
        Path draft = folder.resolve(".flowledger/locks/nightly/somebody.tmp");
        Files.createDirectories(draft.getParent());
        Files.writeString(draft, "half a na");
        take("nightly", Owner.thisProcess()).close();
        assertThat(draft).exists();
    }

    private WarehouseLock take(String kind, Owner owner) throws IOException {
        return WarehouseLock.take(files, kind, owner);
    }

    private long held(String kind) throws IOException {
        try (Stream<Path> held = Files.list(folder.resolve(".flowledger/locks/" + kind))) {
            return held.count();
        }
    }
}
