package io.flowledger.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeapLogTest {

    @Test
    void floorsOfBothHalvesShowALeak() {
        HeapLog log =
                HeapLog.of(
                        List.of(
                                "[0.1s][info][gc] Using Parallel",
                                "[1.0s][info][gc] GC(0) Pause Young (Allocation) 120M->20M(500M) 3ms",
                                "[2.0s][info][gc] GC(1) Pause Young (Allocation) 130M->22M(500M) 3ms",
                                "[3.0s][info][gc] GC(2) Pause Young (Allocation) 150M->60M(500M) 3ms",
                                "[4.0s][info][gc] GC(3) Pause Full (Ergonomics) 140M->55M(500M) 3ms"));
        assertThat(log).isEqualTo(new HeapLog(4, 150, 20, 55));
    }

    @Test
    void noCollectionsAreNoFigures() {
        assertThat(HeapLog.of(List.of())).isEqualTo(new HeapLog(0, 0, 0, 0));
    }
}
