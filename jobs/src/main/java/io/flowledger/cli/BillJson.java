package io.flowledger.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.jobs.BillListener;
import io.flowledger.jobs.PercentileResult;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.IOException;
import java.io.PrintStream;
import java.time.YearMonth;
import java.util.Map;

/** A bill as one JSON object on one line, its lines written as they come. */
final class BillJson implements BillListener {

    private final PrintStream out;
    private final JsonGenerator json;
    private BillValues values;

    BillJson(PrintStream out) throws IOException {
        this.out = out;
        this.json = new ObjectMapper().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    @Override
    public void starts(BillTerms terms, YearMonth month, BillPeriod period) throws IOException {
        values = new BillValues(terms, month);
        json.writeStartObject();
        json.writeArrayFieldStart("lines");
    }

    @Override
    public void line(BillEntry entry) throws IOException {
        json.writePOJO(values.of(entry));
    }

    void finish(PercentileResult result) throws IOException {
        json.writeEndArray();
        for (Map.Entry<String, Object> each : BillSummary.of(result).entrySet()) {
            json.writeFieldName(each.getKey());
            json.writePOJO(each.getValue());
        }
        json.writeEndObject();
        json.flush();
        out.println();
    }
}
