package io.flowledger.jobs.rollup;

import io.flowledger.netflow.source.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bundles on their way to the task that reads them. */
public final class BundleSerializer extends ImmutableSerializer<Bundle> {

    static final BundleSerializer INSTANCE = new BundleSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Bundle bundle, DataOutputView out) throws IOException {
        out.writeInt(bundle.pieces().size());
        for (FilePiece piece : bundle.pieces()) {
            piece.write(out);
        }
    }

    @Override
    public Bundle deserialize(DataInputView in) throws IOException {
        List<FilePiece> pieces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pieces.add(FilePiece.read(in));
        }
        return new Bundle(pieces);
    }

    @Override
    public Bundle createInstance() {
        return new Bundle(List.of());
    }

    @Override
    public TypeSerializerSnapshot<Bundle> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It travels between operators and is never state of Flink's. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Bundle> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
