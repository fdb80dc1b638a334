package io.flowledger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.flowledger.jobs.bill.BillOrder;
import io.flowledger.jobs.bill.UsualBills;
import io.flowledger.ledger.billing.Billed;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The YAML file that says which bills are made, with the names of the options of {@code
 * percentile}. Every message names the file and where in it something is wrong.
 *
 * <pre>
 *   bills:
 *     - {of: interface}
 *     - {of: customer, view: billing, percentile: 95, interval: 5m, bill: max, zone: Europe/Berlin}
 *     - {name: by_site, view: sites, key: [dst_site]}
 * </pre>
 */
final class BillsFile {

    private static final List<String> KEYS =
            List.of("name", "of", "view", "key", "bill", "percentile", "interval", "zone");

    private BillsFile() {}

    /**
     * @throws IllegalArgumentException if it is wrong, saying where
     */
    static List<BillOrder> read(File file) throws IOException {
        if (!file.isFile()) {
            throw new IllegalArgumentException("--bills " + file + ": there is no such file");
        }
        JsonNode tree;
        try {
            tree = new YAMLMapper().readTree(file);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + ": not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
        YamlPlace root = new YamlPlace(file.toString(), tree);
        root.requireKeys(List.of("bills"));
        List<BillOrder> orders = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlPlace place : root.at("bills").items()) {
            BillOrder order = order(place);
            if (!names.add(order.billName())) {
                throw place.wrong("there are two bills '" + order.billName() + "': name one");
            }
            orders.add(order);
        }
        if (orders.isEmpty()) {
            throw root.wrong("it has no bills");
        }
        return orders;
    }

    private static BillOrder order(YamlPlace place) {
        place.requireKeys(KEYS);
        String view = place.at("view").text(null);
        Billed subject = view == null ? Billed.INTERFACE : Billed.KEY;
        return place.tell(
                () ->
                        new BillOrder(
                                place.at("name").text(null),
                                place.at("of").choice(subject),
                                view,
                                place.has("key") ? place.at("key").texts() : List.of(),
                                place.at("bill").choice(UsualBills.RULE),
                                BillFlags.percentile(place.at("percentile").text("95")),
                                place.at("interval").duration(UsualBills.INTERVAL),
                                BillFlags.zone(place.at("zone").text("UTC"))));
    }
}
