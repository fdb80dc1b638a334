package io.flowledger.ledger.enrich;

import java.util.Locale;

/** All that flows are enriched with, of one version of the files; immutable. */
public final class Enrichment {

    private final PrefixTable prefixes;
    private final InterfaceTable interfaces;
    private final AsNames asNames;
    private final Applications applications;
    private final String version;

    Enrichment(
            PrefixTable prefixes,
            InterfaceTable interfaces,
            AsNames asNames,
            Applications applications,
            String version) {
        this.prefixes = prefixes;
        this.interfaces = interfaces;
        this.asNames = asNames;
        this.applications = applications;
        this.version = version;
    }

    /** Without any file: nothing but the applications that are shipped. */
    public static Enrichment none(Names names) {
        return FileTexts.NONE.parse(names, new Problems());
    }

    public PrefixTable prefixes() {
        return prefixes;
    }

    public InterfaceTable interfaces() {
        return interfaces;
    }

    public AsNames asNames() {
        return asNames;
    }

    public Applications applications() {
        return applications;
    }

    /**
     * 12 hexadecimal digits of what all files hold and of the list that is shipped: the same for
     * the same contents, wherever the files are.
     */
    public String version() {
        return version;
    }

    /** How much there is of each, on one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "version %s: %,d prefixes, %,d interfaces, %,d AS names, %,d application rules",
                version,
                prefixes.size(),
                interfaces.size(),
                asNames.size(),
                applications.rules());
    }
}
