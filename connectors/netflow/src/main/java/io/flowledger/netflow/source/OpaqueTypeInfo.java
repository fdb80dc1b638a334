package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Received;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of an element that is opaque to Flink and has a serializer of its own. */
public final class OpaqueTypeInfo<T> extends TypeInformation<T> {

    public static final TypeInformation<ExportDatagram> EXPORT_DATAGRAM =
            new OpaqueTypeInfo<>(ExportDatagram.class, ExportDatagramSerializer.INSTANCE);

    public static final TypeInformation<ReceiverNotice> RECEIVER_NOTICE =
            new OpaqueTypeInfo<>(ReceiverNotice.class, ReceiverNoticeSerializer.INSTANCE);

    public static final TypeInformation<Received> RECEIVED =
            new OpaqueTypeInfo<>(Received.class, ReceivedSerializer.INSTANCE);

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final TypeSerializer<T> serializer;

    /**
     * @param serializer a stateless singleton
     */
    public OpaqueTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueTypeInfo<?> info && info.type == type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof OpaqueTypeInfo<?>;
    }
}
