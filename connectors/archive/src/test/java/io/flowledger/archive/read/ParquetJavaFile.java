package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/** Files as parquet-java writes them, Snappy: numbers as Long, fractions as Double. */
final class ParquetJavaFile {

    private ParquetJavaFile() {}

    /**
     * @param how pages, encodings and the rest are to be
     */
    static void write(
            Path file,
            List<? extends TableColumn> columns,
            List<List<Object>> rows,
            UnaryOperator<ExampleParquetWriter.Builder> how)
            throws IOException {
        Files.deleteIfExists(file);
        MessageType schema = TableColumn.parquetSchema("sample", columns);
        ExampleParquetWriter.Builder builder =
                ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withType(schema)
                        .withCompressionCodec(CompressionCodecName.SNAPPY);
        try (ParquetWriter<Group> writer = how.apply(builder).build()) {
            for (List<Object> row : rows) {
                writer.write(group(schema, columns, row));
            }
        }
    }

    private static Group group(
            MessageType schema, List<? extends TableColumn> columns, List<Object> row) {
        Group group = new SimpleGroup(schema);
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            Object value = row.get(i);
            if (value instanceof String text) {
                group.append(column.columnName(), text);
            } else if (value instanceof Double fraction) {
                group.append(column.columnName(), fraction);
            } else if (value instanceof Long number) {
                switch (column.type()) {
                    case INT32 -> group.append(column.columnName(), number.intValue());
                    default -> group.append(column.columnName(), number);
                }
            }
        }
        return group;
    }
}
