package io.flowledger.netflow.source;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count with one writing thread, readable from any. An atomic addition per datagram would be
 * wasted on it.
 */
final class Tally {

    private final AtomicLong value = new AtomicLong();

    void add(long by) {
        value.lazySet(value.getPlain() + by);
    }

    long get() {
        return value.get();
    }
}
