package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The operator's rules, looked up by flow. Either side of a flow may be the server; the longer
 * server prefix goes first, then the narrower range of ports, then the lower port, then the
 * destination.
 */
final class PortRules {

    private static final int NONE = -1;

    /**
     * Of one protocol, with and without servers: lengths of prefixes that rules have, longest
     * first.
     */
    private final int[][] lengths = new int[256][];

    /** Protocol, length and network of each group, ascending. */
    private final long[] keys;

    /** Beside the keys: the disjoint port ranges of the group. */
    private final Group[] groups;

    private final PortRule[] rules;

    private record Group(int[] starts, int[] rules) {

        int ruleOf(int port) {
            int at = Arrays.binarySearch(starts, port);
            return rules[at >= 0 ? at : -at - 2];
        }
    }

    private PortRules(PortRule[] rules, TreeMap<Long, Group> byKey) {
        this.rules = rules;
        this.keys = byKey.keySet().stream().mapToLong(Long::longValue).toArray();
        this.groups = byKey.values().toArray(Group[]::new);
        Arrays.stream(rules)
                .collect(Collectors.groupingBy(PortRule::protocol))
                .forEach((protocol, own) -> lengths[protocol] = lengthsOf(own));
    }

    /** Rules for the same ports twice, or for ranges that overlap in part, are problems. */
    static PortRules of(List<PortRule> read, String location, Problems problems) {
        PortRule[] rules = read.toArray(PortRule[]::new);
        TreeMap<Long, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < rules.length; i++) {
            PortRule rule = rules[i];
            long key = key(rule.protocol(), rule.server().length(), rule.server().network());
            members.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
        }
        TreeMap<Long, Group> groups = new TreeMap<>();
        members.forEach((key, own) -> groups.put(key, group(rules, own, location, problems)));
        return new PortRules(rules, groups);
    }

    int size() {
        return rules.length;
    }

    /** Id in {@link Names} of the application that a rule gives the flow; 0 where none does. */
    int application(int protocol, int srcAddr, int srcPort, int dstAddr, int dstPort) {
        int[] own = lengths[protocol & 0xFF];
        if (own == null) {
            return 0;
        }
        for (int length : own) {
            int source = find(protocol, length, srcAddr, srcPort);
            int destination = find(protocol, length, dstAddr, dstPort);
            if (source != NONE || destination != NONE) {
                return rules[preferred(source, srcPort, destination, dstPort)].application();
            }
        }
        return 0;
    }

    private int preferred(int source, int srcPort, int destination, int dstPort) {
        if (source == NONE || destination == NONE) {
            return Math.max(source, destination);
        }
        int narrower = Integer.compare(rules[source].width(), rules[destination].width());
        int order = narrower != 0 ? narrower : Integer.compare(srcPort, dstPort);
        return order < 0 ? source : destination;
    }

    private int find(int protocol, int length, int address, int port) {
        long key = key(protocol, length, address & Ipv4Prefix.mask(length));
        int group = Arrays.binarySearch(keys, key);
        return group < 0 ? NONE : groups[group].ruleOf(port & PortRule.LAST_PORT);
    }

    private static Group group(
            PortRule[] rules, List<Integer> members, String location, Problems problems) {
        members.sort(
                Comparator.<Integer>comparingInt(i -> rules[i].firstPort())
                        .thenComparing(i -> -rules[i].lastPort())
                        .thenComparing(i -> i));
        FlatRanges flat = new FlatRanges(PortRule.LAST_PORT);
        PortRule before = null;
        for (int member : members) {
            PortRule rule = rules[member];
            int crossed = flat.crossing(rule.firstPort(), rule.lastPort());
            if (before != null
                    && before.firstPort() == rule.firstPort()
                    && before.lastPort() == rule.lastPort()) {
                problems.addLine(
                        location,
                        rule.line(),
                        "the same protocol, port and server are on line "
                                + before.line()
                                + " already; keep one of them");
            } else if (crossed != FlatRanges.NOBODY) {
                problems.addLine(
                        location,
                        rule.line(),
                        "its ports overlap those of line "
                                + rules[crossed].line()
                                + " in part; let one range lie within the other, or split it");
            } else {
                flat.add(rule.firstPort(), rule.lastPort(), member);
            }
            before = rule;
        }
        flat.finish();
        int[] starts = new int[flat.count()];
        int[] owners = new int[flat.count()];
        Arrays.setAll(starts, i -> (int) flat.start(i));
        Arrays.setAll(owners, flat::owner);
        return new Group(starts, owners);
    }

    private static int[] lengthsOf(List<PortRule> rules) {
        return rules.stream()
                .map(rule -> rule.server().length())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static long key(int protocol, int length, int network) {
        return ((long) protocol << 8 | length) << 32 | network & 0xFFFF_FFFFL;
    }
}
