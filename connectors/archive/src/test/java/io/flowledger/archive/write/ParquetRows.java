package io.flowledger.archive.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** A file's rows as parquet-java reads them, in the form of {@link PlainDecode}. */
public final class ParquetRows {

    private ParquetRows() {}

    public static List<List<Object>> of(Path file) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            PageReadStore pages;
            while ((pages = reader.readNextRowGroup()) != null) {
                RecordReader<Group> records =
                        new ColumnIOFactory()
                                .getColumnIO(schema)
                                .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(row(schema, records.read()));
                }
            }
        }
        return rows;
    }

    private static List<Object> row(MessageType schema, Group group) {
        Object[] values = new Object[schema.getFieldCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = group.getFieldRepetitionCount(i) == 0 ? null : value(schema, group, i);
        }
        return Arrays.asList(values);
    }

    private static Object value(MessageType schema, Group group, int field) {
        PrimitiveType type = schema.getType(field).asPrimitiveType();
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> (long) group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            default ->
                    LogicalTypeAnnotation.stringType().equals(type.getLogicalTypeAnnotation())
                            ? group.getString(field, 0)
                            : group.getBinary(field, 0).getBytes();
        };
    }
}
