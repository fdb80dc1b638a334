package io.flowledger.archive.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.DynamicParallelismInference;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.file.src.AbstractFileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.assigners.SimpleSplitAssigner;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/**
 * A scan as a bounded source. It is Flink's file source but for the reader, which passes rows on a
 * batch at a time: what the runtime does per element costs more than decoding one.
 */
final class ArchiveScanSource extends AbstractFileSource<RowData, FileSourceSplit>
        implements DynamicParallelismInference {

    private static final long serialVersionUID = 1;

    private final Scan scan;
    private final ScanFormat format;

    ArchiveScanSource(Scan scan, TypeInformation<RowData> type) {
        this(scan, new ScanFormat(scan, type));
    }

    private ArchiveScanSource(Scan scan, ScanFormat format) {
        super(
                new Path[] {scan.folder()},
                () -> new ScanFiles(scan),
                SimpleSplitAssigner::new,
                format,
                null);
        this.scan = scan;
        this.format = format;
    }

    /** No more readers than there are pieces of files; at least one, which finds out. */
    @Override
    public int inferParallelism(Context context) {
        int most = context.getParallelismInferenceUpperBound();
        try {
            int pieces = new ScanFiles(scan).enumerateSplits(null, most).size();
            return Math.max(1, Math.min(most, pieces));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + scan.folder(), e);
        }
    }

    @Override
    public SourceReader<RowData, FileSourceSplit> createReader(SourceReaderContext context) {
        return new ScanReader(context, format);
    }

    @Override
    public SimpleVersionedSerializer<FileSourceSplit> getSplitSerializer() {
        return FileSourceSplitSerializer.INSTANCE;
    }
}
