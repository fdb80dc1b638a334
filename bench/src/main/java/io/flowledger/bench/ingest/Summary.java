package io.flowledger.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The closing JSON object of a process under test. */
final class Summary {

    private Summary() {}

    static long number(JsonNode summary, String field) throws IOException {
        JsonNode value = summary.get(field);
        if (value == null || !value.isNumber()) {
            throw new IOException("no number '" + field + "' in the summary " + summary);
        }
        return value.longValue();
    }
}
