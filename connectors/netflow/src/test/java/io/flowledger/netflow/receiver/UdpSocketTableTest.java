package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UdpSocketTableTest {

    /** As the kernel prints them (Linux 6): port 2055 is 0807; two sockets share it. */
    private static final List<String> UDP =
            List.of(
                    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt  "
                            + " uid  timeout inode ref pointer drops            ",
                    "  563: 00000000:0807 00000000:0000 07 00000000:00001380 00:00000000 00000000  "
                            + "   0        0 14507 2 00000000a1b2c3d4 17        ",
                    "  563: 00000000:0807 00000000:0000 07 00000000:00000000 00:00000000 00000000  "
                            + "   0        0 14508 2 0000000000000000 4294967295",
                    " 1290: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000  "
                            + " 101        0 11021 2 0000000000000000 0         ");

    private static final List<String> UDP6 =
            List.of(
                    "  563: 00000000000000000000000000000000:0807"
                            + " 00000000000000000000000000000000:0000 07 00000000:00000000"
                            + " 00:00000000 00000000  1000        0 20001 2 0000000000000000 3");

    @Test
    void aSocketIsKnownByPortAndInode() {
        assertThat(UdpSocketTable.inodeOf(UDP, 2055, Set.of(14508L, 11021L))).hasValue(14508);
        assertThat(UdpSocketTable.inodeOf(UDP, 2055, Set.of(11021L))).isEmpty();
        assertThat(UdpSocketTable.inodeOf(UDP6, 2055, Set.of(20001L))).hasValue(20001);
    }

    @Test
    void dropsAreThoseOfThatSocketOnly() {
        assertThat(UdpSocketTable.dropsOf(UDP, 14507)).hasValue(17);
        assertThat(UdpSocketTable.dropsOf(UDP, 14508)).hasValue(4_294_967_295L);
        assertThat(UdpSocketTable.dropsOf(UDP6, 20001)).hasValue(3);
        assertThat(UdpSocketTable.dropsOf(UDP, 1)).isEmpty();
    }
}
