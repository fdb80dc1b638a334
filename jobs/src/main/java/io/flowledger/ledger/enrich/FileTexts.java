package io.flowledger.ledger.enrich;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The four files of one version as they were read; null where there is none. */
record FileTexts(FileText prefixes, FileText interfaces, FileText asNames, FileText applications) {

    static final FileTexts NONE = new FileTexts(null, null, null, null);

    private static final int VERSION_BYTES = 6;

    /**
     * The tables; what is wrong with the files goes to the problems, and the result is void then.
     */
    Enrichment parse(Names names, Problems problems) {
        FileText shipped = RegisteredPorts.shipped();
        return new Enrichment(
                prefixTable(names, problems),
                interfaces == null
                        ? new InterfaceTable(new InterfaceRow[0])
                        : InterfaceRow.table(interfaces, names, problems),
                asNames == null ? AsNames.empty() : AsNames.read(asNames, names, problems),
                new Applications(portRules(names, problems), new RegisteredPorts(names)),
                version(shipped));
    }

    private PrefixTable prefixTable(Names names, Problems problems) {
        if (prefixes == null) {
            return PrefixTable.empty();
        }
        PrefixRows rows = new PrefixRows(names);
        rows.read(prefixes, problems);
        return rows.table(prefixes, problems);
    }

    private PortRules portRules(Names names, Problems problems) {
        if (applications == null) {
            return PortRules.of(List.of(), "", problems);
        }
        List<PortRule> rules = PortRule.read(applications, names, problems);
        return PortRules.of(rules, applications.location(), problems);
    }

    private String version(FileText shipped) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        for (FileText file :
                new FileText[] {prefixes, interfaces, asNames, applications, shipped}) {
            byte[] bytes = file == null ? new byte[0] : file.bytes();
            // the length keeps one file's end apart from the next one's beginning
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }
}
