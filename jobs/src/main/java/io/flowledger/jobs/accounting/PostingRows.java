package io.flowledger.jobs.accounting;

import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.sink.ViewEncoder;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.KeyColumn;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Uncertainty;
import io.flowledger.ledger.sequence.SessionKey;
import java.util.EnumMap;
import java.util.Map;

/** A posting as a row of {@code postings}; unknown is NULL. */
public final class PostingRows implements ViewEncoder<Posting> {

    /** Bits of {@code flags} from here on are not those of {@link Flag}. */
    static final int LOSS_UNKNOWN = 1 << 8;

    private static final long serialVersionUID = 1L;

    private static final Map<KeyColumn, PostingColumn> KEYS = new EnumMap<>(KeyColumn.class);
    private static final Map<KeyColumn, PostingColumn> NAMES =
            new EnumMap<>(
                    Map.of(
                            KeyColumn.IN_IF, PostingColumn.IN_IF_NAME,
                            KeyColumn.OUT_IF, PostingColumn.OUT_IF_NAME,
                            KeyColumn.SRC_AS, PostingColumn.SRC_AS_NAME,
                            KeyColumn.DST_AS, PostingColumn.DST_AS_NAME));

    static {
        for (KeyColumn key : KeyColumn.values()) {
            KEYS.put(key, PostingColumn.valueOf(key.name()));
        }
    }

    @Override
    public String view(Posting posting) {
        return posting.view();
    }

    @Override
    public long partitionMillis(Posting posting) {
        return posting.windowStartMillis();
    }

    @Override
    public void encode(Posting posting, RowTarget row) {
        row.set(PostingColumn.WINDOW_START, posting.windowStartMillis());
        row.set(PostingColumn.WINDOW_SECONDS, posting.windowSeconds());
        row.set(PostingColumn.RECEIVED_MINUTE, posting.minuteMillis());
        encode(posting.session(), row);
        for (int i = 0; i < posting.columns().length; i++) {
            encodeKey(posting.columns()[i], posting.numbers()[i], posting.texts()[i], row);
        }
        row.set(PostingColumn.OTHER, posting.other() ? 1 : 0);
        row.set(PostingColumn.IMPUTED, posting.imputed() ? 1 : 0);
        row.set(PostingColumn.OBSERVED_FLOWS, posting.observedFlows());
        row.set(PostingColumn.OBSERVED_PACKETS, posting.observedPackets());
        row.set(PostingColumn.OBSERVED_OCTETS, posting.observedOctets());
        encode(posting.flows(), PostingColumn.FLOWS, row);
        encode(posting.packets(), PostingColumn.PACKETS, row);
        encode(posting.octets(), PostingColumn.OCTETS, row);
        row.set(
                PostingColumn.UNESTIMATED_FLOWS,
                // a stratum whose losses were taken back has none
                Math.min(
                        posting.octets().unestimatedFlows(),
                        Math.max(0, posting.stratumLostFlows())));
        row.set(PostingColumn.STRATUM_FLOWS, posting.stratumFlows());
        row.set(PostingColumn.STRATUM_LOST_FLOWS, posting.stratumLostFlows());
        row.set(PostingColumn.FLAGS, flags(posting));
        row.set(PostingColumn.SAMPLING, posting.sampling().label());
        row.set(PostingColumn.ENRICHMENT, posting.enrichment());
    }

    private static void encode(SessionKey session, RowTarget row) {
        boolean beyond = session.equals(Accounts.BEYOND);
        row.set(PostingColumn.SESSION_EXPORTER, beyond ? "" : session.exporter());
        if (session.port() != SessionKey.ANY_PORT) {
            row.set(PostingColumn.SESSION_PORT, session.port());
        }
        row.set(PostingColumn.SESSION_ENGINE_TYPE, session.engineType());
        row.set(PostingColumn.SESSION_ENGINE_ID, session.engineId());
    }

    private static void encodeKey(KeyColumn key, long number, String text, RowTarget row) {
        TableColumn column = KEYS.get(key);
        PostingColumn name = NAMES.get(key);
        if (number != Posting.UNKNOWN) {
            row.set(column, number);
            if (name != null) {
                row.set(name, text);
            }
        } else if (name == null && text != null) {
            row.set(column, text);
        }
    }

    /** An estimate and its four sums stand next to each other. */
    private static void encode(Estimate estimate, PostingColumn first, RowTarget row) {
        PostingColumn[] columns = PostingColumn.values();
        int at = first.ordinal();
        Uncertainty uncertainty = estimate.uncertainty();
        row.set(columns[at], estimate.estimated());
        row.set(columns[at + 1], uncertainty.variance());
        row.set(columns[at + 2], uncertainty.third());
        row.set(columns[at + 3], uncertainty.spread());
        row.set(columns[at + 4], uncertainty.exposure());
    }

    private static int flags(Posting posting) {
        int flags = posting.lossUnknown() ? LOSS_UNKNOWN : 0;
        for (Flag flag : posting.octets().flags()) {
            flags |= 1 << flag.ordinal();
        }
        return flags;
    }
}
