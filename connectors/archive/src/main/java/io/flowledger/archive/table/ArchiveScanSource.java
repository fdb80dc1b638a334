package io.flowledger.archive.table;

import org.apache.flink.api.common.typeinfo.TypeInformation;
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
final class ArchiveScanSource extends AbstractFileSource<RowData, FileSourceSplit> {

    private static final long serialVersionUID = 1;

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
        this.format = format;
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
