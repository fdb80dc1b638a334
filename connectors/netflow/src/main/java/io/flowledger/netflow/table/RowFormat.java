package io.flowledger.netflow.table;

import io.flowledger.netflow.source.ElementFormat;
import io.flowledger.netflow.wire.Received;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.RowData;

/**
 * Datagrams to rows.
 *
 * @param columns of a row, in order
 * @param showsRefused whether refused payloads have rows
 * @param passesWatermarks whether watermarks are those of the source, which speak of receive times
 */
record RowFormat(
        List<LiveColumn> columns,
        boolean showsRefused,
        boolean passesWatermarks,
        TypeInformation<RowData> elementType)
        implements ElementFormat<RowData> {

    private static final long serialVersionUID = 1L;

    RowFormat {
        columns = List.copyOf(columns);
    }

    @Override
    public SourceOutput<Received> onto(SourceOutput<RowData> rows) {
        return new RowOutput(new FlowRow(columns), showsRefused, passesWatermarks, rows);
    }
}
