package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverOptions;
import java.io.Serializable;

/**
 * One socket of a listening endpoint and the spool it fills.
 *
 * @param host to listen on, as Flink names its readers' locations; empty for any
 */
record ListeningSpool(String host, String directory, ReceiverOptions options)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    String splitId() {
        return SpoolSplit.id(host, directory);
    }
}
