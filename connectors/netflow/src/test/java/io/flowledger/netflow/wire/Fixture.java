package io.flowledger.netflow.wire;

import java.io.IOException;
import java.io.InputStream;

/** Payloads kept as test resources under {@code netflow/}. */
final class Fixture {

    private Fixture() {}

    static byte[] edge(String file) throws IOException {
        return bytes("edge/" + file);
    }

    static byte[] bytes(String path) throws IOException {
        try (InputStream in = Fixture.class.getResourceAsStream("/netflow/" + path)) {
            if (in == null) {
                throw new IOException("no test resource netflow/" + path);
            }
            return in.readAllBytes();
        }
    }
}
