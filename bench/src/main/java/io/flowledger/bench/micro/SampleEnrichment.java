package io.flowledger.bench.micro;

import io.flowledger.ledger.enrich.FileAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Files of a large operator, made up: six of ten prefixes are /24s, as in routing tables. */
final class SampleEnrichment implements FileAccess {

    static final int EXPORTERS = 100;
    static final int INTERFACES = 50;
    private static final int CUSTOMERS = 20_000;

    private final Map<String, byte[]> files;

    SampleEnrichment(int prefixes) {
        files =
                Map.of(
                        "prefixes",
                        prefixes(prefixes).getBytes(StandardCharsets.UTF_8),
                        "interfaces",
                        interfaces().getBytes(StandardCharsets.UTF_8),
                        "applications",
                        "protocol,port,application\ntcp,8443,shop\nudp,6000-6999,voice\n"
                                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InputStream open(String location) {
        return new ByteArrayInputStream(files.get(location));
    }

    @Override
    public String stamp(String location) throws IOException {
        return location;
    }

    private static String prefixes(int count) {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> networks = new LinkedHashSet<>();
        while (networks.size() < count) {
            int length = random.nextInt(10) < 6 ? 24 : random.nextInt(9, 33);
            int network = (int) random.nextLong(1L << 24, 224L << 24) & -1 << 32 - length;
            networks.add(
                    (network >>> 24)
                            + "."
                            + (network >> 16 & 255)
                            + "."
                            + (network >> 8 & 255)
                            + "."
                            + (network & 255)
                            + "/"
                            + length);
        }
        StringBuilder text = new StringBuilder("prefix,site,data_centre,customer,zone\n");
        for (String network : networks) {
            int customer = random.nextInt(CUSTOMERS);
            text.append(network).append(",Site ").append(customer % 200).append(",DC ");
            text.append(customer % 30).append(",Customer ").append(customer).append(",zone ");
            text.append(customer % 4).append('\n');
        }
        return text.toString();
    }

    private static String interfaces() {
        StringBuilder text = new StringBuilder("exporter,if_index,name,link,speed,direction\n");
        for (int exporter = 0; exporter < EXPORTERS; exporter++) {
            for (int i = 1; i <= INTERFACES; i++) {
                text.append("192.0.2.").append(exporter).append(',').append(i).append(",Te0/0/");
                text.append(i).append(",link ").append(exporter).append(",10G,external\n");
            }
        }
        return text.toString();
    }
}
