package io.flowledger.archive.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class TimeBucketsTest {

    private static final TimeBuckets.MillisOf<ExportDatagram> RECEIVED =
            FlowArchive::receivedAtMillis;

    @Test
    void anHourIsCutInUtcWhateverTheZoneOfTheMachine() {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        try {
            TimeBuckets<ExportDatagram> hourly = TimeBuckets.hourly(RECEIVED);
            assertThat(bucket(hourly, "2026-01-31T22:59:59.999999Z"))
                    .isEqualTo("dt=2026-01-31/hr=22");
            assertThat(bucket(hourly, "2026-01-31T23:00:00Z")).isEqualTo("dt=2026-01-31/hr=23");
            assertThat(bucket(hourly, "2026-02-01T00:00:00Z")).isEqualTo("dt=2026-02-01/hr=00");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aDatagramOfAnEarlierHourGoesBackToItsOwn() {
        TimeBuckets<ExportDatagram> hourly = TimeBuckets.hourly(RECEIVED);
        bucket(hourly, "2026-01-31T23:00:00Z");
        assertThat(bucket(hourly, "2026-01-31T22:59:00Z")).isEqualTo("dt=2026-01-31/hr=22");
    }

    @Test
    void otherTablesAreCutByDay() {
        assertThat(bucket(TimeBuckets.daily(RECEIVED), "2026-01-31T23:59:59Z"))
                .isEqualTo("dt=2026-01-31");
    }

    private static String bucket(TimeBuckets<ExportDatagram> buckets, String receivedAt) {
        Instant instant = Instant.parse(receivedAt);
        long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
        ExportDatagram datagram =
                ExportDatagram.refused(micros, 0, 1, 1, new byte[0], 0, 0, Refusal.Reason.EMPTY);
        return buckets.getBucketId(datagram, null);
    }
}
