package io.flowledger.netflow.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Enumerator state, version 1: the record's fields in order; the known ids sorted. */
final class NetflowEnumeratorStateSerializer
        implements SimpleVersionedSerializer<NetflowEnumeratorState> {

    static final int VERSION = 1;

    /** Version of the splits within; a new one of splits is a new one of this state, too. */
    private static final int SPLITS = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(NetflowEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeUTF(state.runId());
        out.writeLong(state.stopAtMillis());
        out.writeInt(state.known().size());
        for (String id : new TreeSet<>(state.known())) {
            out.writeUTF(id);
        }
        out.writeInt(state.pending().size());
        for (NetflowSplit split : state.pending()) {
            NetflowSplitSerializer.write(split, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public NetflowEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "enumerator state of version "
                            + version
                            + " was stored; this program reads version "
                            + VERSION
                            + ": use the version that wrote the checkpoint");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        String runId = in.readUTF();
        long stopAtMillis = in.readLong();
        Set<String> known = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            known.add(in.readUTF());
        }
        List<NetflowSplit> pending = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pending.add(NetflowSplitSerializer.read(SPLITS, in));
        }
        return new NetflowEnumeratorState(runId, stopAtMillis, known, pending);
    }
}
