package io.flowledger.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFilesTest {

    @Test
    void cpuTimeIsUserAndSystemTicksEvenIfTheNameHoldsBlanks() {
        String stat = "42 (a b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 9 0 77";
        assertThat(ProcFiles.cpuMillisOf(stat)).hasValue(3_000);
    }

    @Test
    void thePeakResidentSetIsVmHwm() {
        String status = "Name:\tjava\nVmPeak:\t  999 kB\nVmHWM:\t  2048 kB\nVmRSS:\t 1 kB\n";
        assertThat(ProcFiles.peakResidentBytesOf(status)).hasValue(2_048 * 1_024);
    }

    @Test
    void thisProcessIsReadAndAProcessThatIsGoneIsEmpty() {
        assertThat(ProcFiles.cpuMillis(ProcessHandle.current().pid()).getAsLong()).isPositive();
        assertThat(ProcFiles.peakResidentBytes(ProcessHandle.current().pid())).isPresent();
        assertThat(ProcFiles.cpuMillis(Integer.MAX_VALUE)).isEmpty();
    }
}
