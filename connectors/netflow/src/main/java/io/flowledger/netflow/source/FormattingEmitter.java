package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.Received;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Emits what a format makes of datagrams. For the task thread. */
final class FormattingEmitter<T> implements RecordEmitter<Fetched, T, NetflowSplitState> {

    private final DatagramEmitter datagrams;
    private final ElementFormat<T> format;
    private SourceOutput<T> output;
    private SourceOutput<Received> formatting;

    FormattingEmitter(DatagramEmitter datagrams, ElementFormat<T> format) {
        this.datagrams = datagrams;
        this.format = format;
    }

    @Override
    public void emitRecord(Fetched fetched, SourceOutput<T> output, NetflowSplitState state) {
        // each split has an output of its own
        if (this.output != output) {
            this.output = output;
            formatting = format.onto(output);
        }
        datagrams.emitRecord(fetched, formatting, state);
    }
}
