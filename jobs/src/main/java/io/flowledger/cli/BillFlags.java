package io.flowledger.cli;

import io.flowledger.jobs.bill.BillOrder;
import io.flowledger.ledger.billing.BillRule;
import io.flowledger.ledger.billing.Billed;
import io.flowledger.ledger.billing.NearestRank;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say what is billed and how. */
final class BillFlags {

    private static final int DEFAULT_PERCENTILE = 95;

    /** Without {@code --of}, and with {@code --view}, keys of the view are billed. */
    enum Subject {
        INTERFACE,
        CUSTOMER
    }

    @Option(
            names = "--of",
            paramLabel = "WHAT",
            description =
                    "Who is billed: ${COMPLETION-CANDIDATES}. Default: interface, or with --view each"
                            + " key of the view.")
    private Subject of;

    @Option(
            names = "--view",
            paramLabel = "NAME",
            description =
                    "View of the accounting. Default: interfaces; for customers the one that has them.")
    private String view;

    @Option(
            names = "--key",
            split = ",",
            paramLabel = "COLUMN",
            description = "Only these keys of the view, the others summed. Default: all it has.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of the bill, its partition in `bills`. Default: who is billed, or the view.")
    private String name;

    @Option(
            names = "--bill",
            paramLabel = "DIRECTION",
            defaultValue = "max",
            description =
                    "Which direction is billed: ${COMPLETION-CANDIDATES}. max is the larger percentile,"
                            + " sum both added up interval by interval. Default: ${DEFAULT-VALUE}.")
    private BillRule rule;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            defaultValue = "" + DEFAULT_PERCENTILE,
            description = "In percent, above 0 to 100. Default: ${DEFAULT-VALUE}.")
    private String percentile;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Length of the intervals rates are of. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description =
                    "Time zone whose midnights begin and end the month, e.g. Europe/Berlin. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String zone;

    BillOrder order() {
        return new BillOrder(
                name, subject(), view, keys, rule, percentile(percentile), interval, zone());
    }

    private Billed subject() {
        if (of == null) {
            return view == null ? Billed.INTERFACE : Billed.KEY;
        }
        return of == Subject.INTERFACE ? Billed.INTERFACE : Billed.CUSTOMER;
    }

    static NearestRank percentile(String text) {
        try {
            return new NearestRank(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--percentile " + text + ": give a number, 95", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--percentile " + text + ": " + e.getMessage(), e);
        }
    }

    ZoneId zone() {
        return zone(zone);
    }

    static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--zone " + zone + ": there is no such time zone; write Europe/Berlin", e);
        }
    }
}
