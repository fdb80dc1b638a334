package io.flowledger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.ledger.accounting.AccountingOptions;
import io.flowledger.ledger.accounting.ExporterProfile;
import io.flowledger.ledger.accounting.ExporterProfiles;
import io.flowledger.ledger.accounting.Sampling;
import io.flowledger.ledger.accounting.View;
import io.flowledger.ledger.accounting.WindowTime;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The YAML file that says what is accounted. Every message names the file and where in it something
 * is wrong.
 *
 * <pre>
 *   time: spread
 *   max-keys: 1000000
 *   enrichment: {prefixes: …, interfaces: …, as-names: …, applications: …, reload: 30s}
 *   exporters: {default: cisco, 192.0.2.1: {profile: esx, sampling: fixed, rate: 1000}}
 *   views:
 *     - protocols                        one that is shipped
 *     - {name: …, keys: […], only: {…}, except: {…}, window: 1m, max-keys: 10000}
 * </pre>
 */
public final class AccountingFile {

    private static final String SHIPPED = "accounting.yaml";
    private static final Duration LOOK_AFTER = Duration.ofSeconds(30);

    private final YamlPlace root;

    private AccountingFile(YamlPlace root) {
        this.root = root;
    }

    /** The views that are shipped, and nothing else. */
    public static AccountingSetup shipped() throws IOException {
        try (InputStream in = AccountingFile.class.getResourceAsStream(SHIPPED)) {
            return new AccountingFile(new YamlPlace(SHIPPED, new YAMLMapper().readTree(in)))
                    .setup(Map.of(), null);
        }
    }

    /**
     * @throws IllegalArgumentException if it is wrong, saying where
     */
    public static AccountingSetup read(File file) throws IOException {
        if (!file.isFile()) {
            throw new IllegalArgumentException("--accounting " + file + ": there is no such file");
        }
        JsonNode tree;
        try {
            tree = new YAMLMapper().readTree(file);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    file
                            + where
                            + ": not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
        Map<String, View> shipped = new LinkedHashMap<>();
        shipped().options().views().forEach(view -> shipped.put(view.name(), view));
        return new AccountingFile(new YamlPlace(file.toString(), tree)).setup(shipped, file);
    }

    private AccountingSetup setup(Map<String, View> shipped, File file) {
        root.requireKeys(List.of("time", "max-keys", "enrichment", "exporters", "views"));
        YamlPlace enrichment = root.at("enrichment");
        enrichment.requireKeys(
                List.of("prefixes", "interfaces", "as-names", "applications", "reload"));
        List<View> views = new ArrayList<>();
        if (root.has("views")) {
            root.at("views").items().forEach(place -> views.add(view(place, shipped)));
        } else {
            views.addAll(shipped.values());
        }
        AccountingOptions options =
                root.tell(
                        () ->
                                new AccountingOptions(
                                        views,
                                        root.at("time").choice(WindowTime.SPREAD),
                                        profiles(root.at("exporters")),
                                        Duration.ZERO,
                                        root.at("max-keys")
                                                .number(AccountingOptions.DEFAULT_MOST_DOMAINS)));
        return new AccountingSetup(
                options,
                new EnrichmentFiles(
                        location(enrichment.at("prefixes"), file),
                        location(enrichment.at("interfaces"), file),
                        location(enrichment.at("as-names"), file),
                        location(enrichment.at("applications"), file)),
                lookAfter(enrichment.at("reload")));
    }

    private static Duration lookAfter(YamlPlace place) {
        Duration interval = place.duration(LOOK_AFTER);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw place.wrong("give a second or more");
        }
        return interval;
    }

    /** Relative paths start from the file that names them. */
    private static String location(YamlPlace place, File file) {
        String text = place.text(null);
        if (text == null || text.contains(":/") || file == null) {
            return text;
        }
        File named = new File(text);
        File folder = file.getAbsoluteFile().getParentFile();
        return (named.isAbsolute() ? named : new File(folder, text))
                .toPath()
                .normalize()
                .toUri()
                .toString();
    }

    // ---- views ---------------------------------------------------------------------------------

    private static View view(YamlPlace place, Map<String, View> shipped) {
        if (place.isText()) {
            View view = shipped.get(place.text(null));
            if (view == null) {
                throw place.wrong(
                        "'"
                                + place.text(null)
                                + "' is none of the views that are shipped: "
                                + String.join(", ", shipped.keySet()));
            }
            return view;
        }
        place.requireKeys(List.of("name", "keys", "only", "except", "window", "max-keys"));
        return place.tell(
                () ->
                        View.of(
                                place.at("name").requiredText(),
                                place.at("keys").texts(),
                                place.at("only").lists(),
                                place.at("except").lists(),
                                place.at("window").duration(View.DEFAULT_WINDOW),
                                (int) place.at("max-keys").number(View.DEFAULT_MOST_KEYS)));
    }

    // ---- exporters -----------------------------------------------------------------------------

    private static ExporterProfiles profiles(YamlPlace place) {
        Map<String, ExporterProfile> byExporter = new LinkedHashMap<>();
        ExporterProfile others = ExporterProfile.CISCO;
        for (String exporter : place.keys()) {
            ExporterProfile profile = profile(place.at(exporter));
            if (exporter.equals("default")) {
                others = profile;
            } else {
                byExporter.put(
                        place.at(exporter).tell(() -> ExporterProfiles.address(exporter)), profile);
            }
        }
        return new ExporterProfiles(byExporter, others);
    }

    private static ExporterProfile profile(YamlPlace place) {
        if (place.isText()) {
            return place.tell(() -> ExporterProfile.named(place.text(null)));
        }
        place.requireKeys(List.of("profile", "sampling", "rate", "active-timeout"));
        ExporterProfile base =
                place.at("profile")
                        .tell(() -> ExporterProfile.named(place.at("profile").text("cisco")));
        ExporterProfile profile =
                place.tell(
                        () ->
                                base.with(
                                                place.at("sampling").choice(base.sampling()),
                                                (int) place.at("rate").number(base.fixedRate()))
                                        .withActiveTimeout(
                                                place.at("active-timeout")
                                                        .duration(base.activeTimeout())));
        boolean isFixed = profile.sampling() == Sampling.FIXED;
        if (place.has("sampling") && isFixed && !place.has("rate")) {
            throw place.wrong("sampling: fixed takes a rate; 'rate: 1000' for one packet in 1000");
        }
        if (place.has("rate") && !isFixed) {
            throw place.wrong("a rate is for 'sampling: fixed' alone; here the header says it");
        }
        return profile;
    }
}
