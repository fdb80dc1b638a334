package io.flowledger.jobs.compact;

import io.flowledger.archive.compact.CompactOptions;
import io.flowledger.archive.compact.Compaction;
import io.flowledger.archive.compact.Content;
import io.flowledger.archive.compact.FlowSource;
import io.flowledger.archive.compact.HourOfFiles.Range;
import io.flowledger.archive.read.FlowFileException;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;

/**
 * Writes parts and reads them again. What is wrong with a part is a result, so that others go on;
 * only what is wrong with the storage itself fails the job.
 */
public final class PartFunction
        extends RichMapFunction<Integer, Tuple4<Integer, Long, Long, String>> {

    public static final String FLOWS_READ = "compactedFlows";

    /** Number of the part, its rows and bytes, and what is wrong or nothing. */
    static final TypeInformation<Tuple4<Integer, Long, Long, String>> RESULT =
            TypeInformation.of(new TypeHint<Tuple4<Integer, Long, Long, String>>() {});

    private static final long serialVersionUID = 1L;

    private static final int BUFFER = 1 << 20;

    private final ArrayList<Part> parts;
    private final CompactOptions options;
    private transient Counter flows;

    PartFunction(List<Part> parts, CompactOptions options) {
        this.parts = new ArrayList<>(parts);
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        flows = getRuntimeContext().getMetricGroup().counter(FLOWS_READ);
    }

    @Override
    public Tuple4<Integer, Long, Long, String> map(Integer number) throws IOException {
        Part part = parts.get(number);
        Path file = new Path(part.file());
        try {
            List<FlowSource> sources = sources(part);
            long before = Compaction.storedBytes(sources);
            CompactOptions how = options;
            Content expected = write(sources, file, how);
            while (lengthOf(file) >= before && how.clusters() > 1) {
                how = how.withFewerClusters();
                expected = write(sources, file, how);
            }
            return result(number, expected, file);
        } catch (FlowFileException damaged) {
            return Tuple4.of(number, 0L, 0L, damaged.getMessage());
        }
    }

    private static long lengthOf(Path file) throws IOException {
        return file.getFileSystem().getFileStatus(file).getLen();
    }

    private Tuple4<Integer, Long, Long, String> result(Integer number, Content expected, Path file)
            throws IOException {
        long bytes = lengthOf(file);
        Content found =
                Compaction.contentOf(
                        new FlowSource(
                                new FlinkInputFile(file, bytes),
                                file.toString(),
                                0,
                                Long.MAX_VALUE));
        String hour = parts.get(number).hour();
        return Tuple4.of(
                number,
                found.rows(),
                bytes,
                expected.difference(found)
                        .map(what -> hour + " was not conserved: it would have " + what)
                        .orElse(""));
    }

    private static List<FlowSource> sources(Part part) {
        List<FlowSource> sources = new ArrayList<>();
        for (Range range : part.sources()) {
            Path path = new Path(range.file().path());
            sources.add(
                    new FlowSource(
                            new FlinkInputFile(path, range.file().length()),
                            range.file().path(),
                            range.from(),
                            range.to()));
        }
        return sources;
    }

    private Content write(List<FlowSource> sources, Path file, CompactOptions how)
            throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(
                        file.getFileSystem().create(file, WriteMode.OVERWRITE), BUFFER)) {
            return new Compaction(how, flows::inc).write(sources, out);
        }
    }
}
