package io.flowledger.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExporterLayoutTest {

    private static final ProfileMix THREE_ROUTERS_AND_A_SWITCH =
            new ProfileMix(
                    List.of(
                            new ProfileMix.Part(Profile.CISCO, 3),
                            new ProfileMix.Part(Profile.OVS, 1)));

    @Test
    void theKindsRepeatHoweverManyExportersThereAre() {
        ExporterLayout layout = new ExporterLayout(THREE_ROUTERS_AND_A_SWITCH, 6, 1, 1);
        assertThat(IntStream.range(0, 6).mapToObj(layout::profileOf))
                .containsExactly(
                        Profile.CISCO,
                        Profile.CISCO,
                        Profile.CISCO,
                        Profile.OVS,
                        Profile.CISCO,
                        Profile.CISCO);
    }

    @Test
    void bridgesOfASwitchHaveSocketsOfTheirOwnAndEnginesOfARouterShareOne() {
        ExporterLayout layout = new ExporterLayout(THREE_ROUTERS_AND_A_SWITCH, 4, 1, 2);
        assertThat(layout.sockets()).isEqualTo(3 + 2);
        assertThat(layout.socketOf(0, 0, 0)).isEqualTo(layout.socketOf(0, 0, 1));
        assertThat(layout.socketOf(3, 0, 0)).isNotEqualTo(layout.socketOf(3, 0, 1));
    }

    @Property
    void everySocketBelongsToTheExporterThatSendsFromIt(
            @ForAll @Size(min = 1, max = 4) List<Profile> kinds,
            @ForAll @IntRange(min = 1, max = 4) int inARow,
            @ForAll @IntRange(min = 0, max = 20) int more,
            @ForAll @IntRange(min = 1, max = 3) int ports,
            @ForAll @IntRange(min = 1, max = 3) int engines) {
        ProfileMix mix =
                new ProfileMix(
                        kinds.stream().map(kind -> new ProfileMix.Part(kind, inARow)).toList());
        ExporterLayout layout = new ExporterLayout(mix, mix.length() + more, ports, engines);
        List<Integer> sockets = new ArrayList<>();
        for (int exporter = 0; exporter < layout.exporters(); exporter++) {
            for (int port = 0; port < ports; port++) {
                for (int engine = 0; engine < engines; engine++) {
                    int socket = layout.socketOf(exporter, port, engine);
                    assertThat(layout.exporterOf(socket)).isEqualTo(exporter);
                    sockets.add(socket);
                }
            }
        }
        assertThat(sockets.stream().distinct())
                .containsExactlyElementsOf(IntStream.range(0, layout.sockets()).boxed().toList());
    }

    @Test
    void aMixNeedsAnExporterForEachOfItsParts() {
        assertThatThrownBy(() -> new ExporterLayout(THREE_ROUTERS_AND_A_SWITCH, 3, 1, 1))
                .hasMessageContaining("--profile names 4 exporters");
        assertThat(
                        TrafficOptions.builder()
                                .flows(1)
                                .profiles(THREE_ROUTERS_AND_A_SWITCH)
                                .build()
                                .layout()
                                .exporters())
                .isEqualTo(4);
    }
}
