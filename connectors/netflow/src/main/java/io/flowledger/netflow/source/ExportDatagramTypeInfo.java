package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.ExportDatagram;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of {@link ExportDatagram}: opaque to Flink, with its own serializer. */
public final class ExportDatagramTypeInfo extends TypeInformation<ExportDatagram> {

    public static final ExportDatagramTypeInfo INSTANCE = new ExportDatagramTypeInfo();

    private static final long serialVersionUID = 1L;

    private ExportDatagramTypeInfo() {}

    @Override
    public TypeSerializer<ExportDatagram> createSerializer(SerializerConfig config) {
        return ExportDatagramSerializer.INSTANCE;
    }

    @Override
    public Class<ExportDatagram> getTypeClass() {
        return ExportDatagram.class;
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
        return "ExportDatagram";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExportDatagramTypeInfo;
    }

    @Override
    public int hashCode() {
        return ExportDatagramTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ExportDatagramTypeInfo;
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
