package io.flowledger.netflow.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A {@link NetflowSource} of which readers emit what a format makes of what they received. */
final class FormattedSource<T>
        implements Source<T, NetflowSplit, NetflowEnumeratorState>,
                ResultTypeQueryable<T>,
                SupportsSplitReassignmentOnRecovery {

    private static final long serialVersionUID = 1L;

    private final NetflowSource source;
    private final ElementFormat<T> format;

    FormattedSource(NetflowSource source, ElementFormat<T> format) {
        this.source = source;
        this.format = format;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SplitEnumerator<NetflowSplit, NetflowEnumeratorState> createEnumerator(
            SplitEnumeratorContext<NetflowSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<NetflowSplit, NetflowEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<NetflowSplit> context, NetflowEnumeratorState state) {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public SourceReader<T, NetflowSplit> createReader(SourceReaderContext context) {
        return source.createReader(context, emitter -> new FormattingEmitter<>(emitter, format));
    }

    @Override
    public SimpleVersionedSerializer<NetflowSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<NetflowEnumeratorState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return format.elementType();
    }
}
