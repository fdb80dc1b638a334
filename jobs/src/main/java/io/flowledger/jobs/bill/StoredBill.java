package io.flowledger.jobs.bill;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.schema.BillColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.archive.source.FlinkInputFile;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The bill of a month as it is in {@code bills}. That it is closed is in its rows, so that bill and
 * marker are there together or not at all.
 */
public final class StoredBill {

    private static final List<BillColumn> COLUMNS = List.of(BillColumn.values());

    private final List<Piece> pieces;

    /** A file with lines that were entered at one time, the bill or adjustments. */
    private record Piece(FileStatus file, BillTerms terms, Long enteredMillis, boolean isBill) {}

    private StoredBill(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** Folder of a month's bill below the warehouse. */
    public static String folder(String name, Object month) {
        return BillColumn.TABLE + "/bill=" + name + "/month=" + month;
    }

    public static StoredBill of(Path warehouse, String name, Object month) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (FileStatus file :
                ArchivedRows.files(new Path(warehouse, folder(name, month)), HourRange.ALL)) {
            try (RowFileReader row = open(file)) {
                if (row.next()) {
                    BillTerms terms = BillRows.terms(name, row);
                    BillEntry first = BillRows.entry(terms, row);
                    boolean isBill = first.kind() == BillEntry.Kind.BILL;
                    pieces.add(new Piece(file, terms, first.enteredMillis(), isBill));
                }
            }
        }
        pieces.sort(
                Comparator.comparing((Piece piece) -> !piece.isBill())
                        .thenComparing(
                                piece -> piece.enteredMillis() == null ? 0 : piece.enteredMillis())
                        .thenComparing(piece -> piece.file().getPath().toString()));
        return new StoredBill(pieces);
    }

    private static RowFileReader open(FileStatus file) throws IOException {
        return RowFileReader.open(
                new FlinkInputFile(file.getPath(), file.getLen()),
                file.getPath().toString(),
                COLUMNS);
    }

    public boolean exists() {
        return !pieces.isEmpty();
    }

    /** When it was closed; nothing while it may change. */
    public OptionalLong closedMillis() {
        return exists() && pieces.get(0).enteredMillis() != null
                ? OptionalLong.of(pieces.get(0).enteredMillis())
                : OptionalLong.empty();
    }

    /** What it was made by. */
    public BillTerms terms() {
        return pieces.get(0).terms();
    }

    /** All of its files. */
    public List<FileStatus> files() {
        return pieces.stream().map(Piece::file).toList();
    }

    /** The bill, then its adjustments in the order in which they were entered. */
    public void read(Consumer<BillEntry> lines) throws IOException {
        for (Piece piece : pieces) {
            try (RowFileReader row = open(piece.file())) {
                while (row.next()) {
                    lines.accept(BillRows.entry(piece.terms(), row));
                }
            }
        }
    }
}
