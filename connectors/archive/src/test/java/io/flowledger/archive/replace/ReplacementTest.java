package io.flowledger.archive.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {

    private static final Owner DEAD = new Owner(Owner.thisProcess().host(), Long.MAX_VALUE, 1);

    private static final Set<String> OLD =
            Set.of(
                    "t/dt=1/a.parquet",
                    "t/dt=1/b.parquet",
                    "t/dt=2/c.parquet",
                    "t/dt=2/kept.parquet");
    private static final Set<String> NEW =
            Set.of("t/dt=1/x.parquet", "t/dt=2/kept.parquet", "t/dt=3/y.parquet");
    private static final List<String> OBSOLETE =
            List.of("t/dt=1/a.parquet", "t/dt=1/b.parquet", "t/dt=2/c.parquet");

    @TempDir Path folder;

    @Test
    void newFilesComeAndObsoleteOnesGo() throws IOException {
        WarehouseFiles files = warehouse("w");
        replace(files, Owner.thisProcess());
        assertThat(visible("w")).isEqualTo(NEW);
        assertThat(folder.resolve("w/" + Replacement.FOLDER)).isEmptyDirectory();
    }

    @Test
    void killedAtAnyStepItIsAllOfItOrNothingOnceTheNextHasBegun() throws IOException {
        int steps = stepsOf(new Counting(path("counted"), Integer.MAX_VALUE));
        assertThat(steps).isGreaterThan(10);
        Set<Set<String>> outcomes = new java.util.HashSet<>();
        for (int last = 0; last < steps; last++) {
            String name = "w" + last;
            warehouse(name);
            Counting killed = new Counting(path(name), last);
            assertThatThrownBy(() -> replace(killed, DEAD)).isInstanceOf(Killed.class);
            Replacement.begin(new WarehouseFiles(path(name)), Owner.thisProcess()).close();
            assertThat(visible(name)).as("killed before step %s", last).isIn(OLD, NEW);
            assertThat(folder.resolve(name).resolve(Replacement.FOLDER)).isEmptyDirectory();
            outcomes.add(visible(name));
        }
        assertThat(outcomes).containsExactlyInAnyOrder(OLD, NEW);
    }

    @Test
    void aReaderSeesAllOfItOrNothingWhereverItIsKilled() throws IOException {
        int steps = stepsOf(new Counting(path("counted"), Integer.MAX_VALUE));
        Set<Set<String>> views = new java.util.HashSet<>();
        for (int last = 0; last < steps; last++) {
            String name = "w" + last;
            warehouse(name);
            Counting killed = new Counting(path(name), last);
            assertThatThrownBy(() -> replace(killed, DEAD)).isInstanceOf(Killed.class);
            assertThat(view(name)).as("killed before step %s", last).isIn(OLD, NEW);
            views.add(view(name));
        }
        assertThat(views).containsExactlyInAnyOrder(OLD, NEW);
    }

    /** The files of a table that somebody sees who minds replacements. */
    private Set<String> view(String name) throws IOException {
        PendingReplacements pending = PendingReplacements.of(path(name));
        Set<String> view = new TreeSet<>(visible(name));
        view.removeIf(
                file -> pending.isObsolete(new org.apache.flink.core.fs.Path(path(name), file)));
        for (org.apache.flink.core.fs.FileStatus file : pending.waiting("t")) {
            String staged = file.getPath().getPath();
            view.add(staged.substring(staged.indexOf("/staging/") + "/staging/".length()));
        }
        return view;
    }

    @Test
    void theOneThatFinishesItMayBeKilledAsWell() throws IOException {
        int steps = stepsOf(new Counting(path("counted"), Integer.MAX_VALUE));
        for (int first = 0; first < steps; first++) {
            for (int second = 0; second < steps; second++) {
                String name = "w" + first + "-" + second;
                warehouse(name);
                Counting killed = new Counting(path(name), first);
                assertThatThrownBy(() -> replace(killed, DEAD)).isInstanceOf(Killed.class);
                try {
                    Replacement.begin(new Counting(path(name), second), DEAD).close();
                } catch (Killed expected) {
                    // the third one has to do it
                }
                Replacement.begin(new WarehouseFiles(path(name)), Owner.thisProcess()).close();
                assertThat(visible(name)).as("%s, then %s", first, second).isIn(OLD, NEW);
                assertThat(folder.resolve(name).resolve(Replacement.FOLDER)).isEmptyDirectory();
            }
        }
    }

    @Test
    void whatIsNotCarriedOutIsTakenBack() throws IOException {
        WarehouseFiles files = warehouse("w");
        try (Replacement replacement = Replacement.begin(files, Owner.thisProcess())) {
            stage(replacement);
        }
        assertThat(visible("w")).isEqualTo(OLD);
        assertThat(folder.resolve("w/" + Replacement.FOLDER)).isEmptyDirectory();
    }

    @Test
    void asLongAsOneIsUnderWayAnotherIsRefused() throws IOException {
        WarehouseFiles files = warehouse("w");
        try (Replacement first = Replacement.begin(files, Owner.thisProcess())) {
            stage(first);
            assertThatThrownBy(() -> Replacement.begin(files, Owner.thisProcess()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("is replacing files of this warehouse");
            first.carryOut(obsolete());
        }
        assertThat(visible("w")).isEqualTo(NEW);
    }

    @Test
    void ofAProcessOnAnotherHostNobodyKnowsWhetherItIsAlive() throws IOException {
        WarehouseFiles files = warehouse("w");
        Replacement.begin(files, new Owner("another-host", 1, 1));
        assertThatThrownBy(() -> Replacement.begin(files, Owner.thisProcess()))
                .hasMessageContaining("process 1 on another-host")
                .hasMessageContaining("if it is dead, delete the file");
    }

    @Test
    void aManifestThatIsNotWholeIsRefusedAndNothingIsTouched() throws IOException {
        WarehouseFiles files = warehouse("w");
        Path left = Files.createDirectories(folder.resolve("w/" + Replacement.FOLDER + "/one"));
        Files.writeString(left.resolve("owner"), DEAD.text());
        Files.writeString(left.resolve("manifest"), "flowledger replacement 1\n- t/dt=1/a.parq");
        assertThatThrownBy(() -> Replacement.begin(files, Owner.thisProcess()))
                .hasMessageContaining("manifest is damaged or of a newer Flowledger");
        assertThat(visible("w")).isEqualTo(OLD);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lets so many operations happen, then is killed. */
    private static final class Counting extends WarehouseFiles {

        private final int most;
        private int done;

        Counting(org.apache.flink.core.fs.Path warehouse, int most) throws IOException {
            super(warehouse);
            this.most = most;
        }

        private void step() {
            if (done++ >= most) {
                throw new Killed();
            }
        }

        @Override
        public void write(String name, String text) throws IOException {
            step();
            super.write(name, text);
        }

        @Override
        void move(String from, String to) throws IOException {
            step();
            super.move(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            step();
            super.delete(name);
        }
    }

    private int stepsOf(Counting counting) throws IOException {
        warehouse("counted");
        replace(counting, DEAD);
        return counting.done;
    }

    /** As a process that is killed leaves it: nobody closes. */
    private void replace(WarehouseFiles files, Owner owner) throws IOException {
        Replacement replacement = Replacement.begin(files, owner);
        stage(replacement);
        replacement.carryOut(OBSOLETE.stream().map(files::path).toList());
    }

    private List<org.apache.flink.core.fs.Path> obsolete() {
        return OBSOLETE.stream()
                .map(name -> new org.apache.flink.core.fs.Path(path("w"), name))
                .toList();
    }

    private static void stage(Replacement replacement) throws IOException {
        Path staging = Path.of(replacement.staging().getPath());
        write(staging.resolve("t/dt=1/x.parquet"));
        write(staging.resolve("t/dt=3/y.parquet"));
        write(staging.resolve("t/dt=3/.z.parquet.inprogress.1"));
    }

    private WarehouseFiles warehouse(String name) throws IOException {
        for (String file : OLD) {
            write(folder.resolve(name).resolve(file));
        }
        return new WarehouseFiles(path(name));
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, file.getFileName().toString());
    }

    private org.apache.flink.core.fs.Path path(String name) {
        return new org.apache.flink.core.fs.Path(folder.resolve(name).toUri());
    }

    /** Every file is what it was written as, so names are enough. */
    private Set<String> visible(String name) throws IOException {
        Path root = folder.resolve(name);
        try (Stream<Path> files = Files.walk(root.resolve("t"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
