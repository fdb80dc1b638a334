package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.Received;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * What a source emits in place of what it received. It works inside the source, so that watermarks
 * are made for each spool and capture by itself, of the elements as they are emitted.
 */
public interface ElementFormat<T> extends Serializable {

    TypeInformation<T> elementType();

    /**
     * An output that turns what it is given into elements for {@code elements}, at the time it is
     * given. Used by one task thread.
     */
    SourceOutput<Received> onto(SourceOutput<T> elements);
}
