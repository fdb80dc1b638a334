package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Says in which format datagrams of a checkpoint are written, so that a later one can differ. */
public final class ExportDatagramSerializerSnapshot
        implements TypeSerializerSnapshot<ExportDatagram> {

    private static final int SNAPSHOT_VERSION = 1;
    private static final int FORMAT = 2;

    private int format = FORMAT;

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(format);
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader)
            throws IOException {
        if (version != SNAPSHOT_VERSION) {
            throw new IOException(
                    "export datagrams were written with serializer snapshot version "
                            + version
                            + "; this program reads version "
                            + SNAPSHOT_VERSION
                            + ": use the version that wrote the checkpoint");
        }
        format = in.readInt();
    }

    @Override
    public TypeSerializer<ExportDatagram> restoreSerializer() {
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "export datagrams are in format "
                            + format
                            + "; this program reads format "
                            + FORMAT
                            + ": use the version that wrote the checkpoint");
        }
        return ExportDatagramSerializer.INSTANCE;
    }

    @Override
    public TypeSerializerSchemaCompatibility<ExportDatagram> resolveSchemaCompatibility(
            TypeSerializerSnapshot<ExportDatagram> old) {
        return old instanceof ExportDatagramSerializerSnapshot other && other.format == format
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
