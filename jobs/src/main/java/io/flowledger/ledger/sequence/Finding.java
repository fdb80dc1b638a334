package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the audit found, as it travels to those who enter it. Format 1. */
public sealed interface Finding permits MissingRange, SessionReport {

    SessionKey session();

    /** Writes a byte that says which, and the fields in order. */
    static void write(Finding finding, DataOutput out) throws IOException {
        if (finding instanceof MissingRange range) {
            out.writeByte(1);
            range.write(out);
        } else if (finding instanceof SessionReport report) {
            out.writeByte(2);
            report.write(out);
        }
    }

    static Finding read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 1 -> MissingRange.read(in);
            case 2 -> SessionReport.read(in);
            default ->
                    throw new IOException(
                            "a finding of kind "
                                    + kind
                                    + ", which this program does not know: use the version that"
                                    + " wrote the checkpoint");
        };
    }
}
