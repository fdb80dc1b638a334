package io.flowledger.bench.send;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.flowledger.bench.traffic.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** The truth as JSON: field names as in {@link Truth}, times as ISO-8601 text in UTC. */
public final class TruthFile {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(instantsAsText())
                    .enable(SerializationFeature.INDENT_OUTPUT);

    private TruthFile() {}

    /** Fails now rather than after the run if the file could not be written. */
    public static void checkWritable(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            throw new IOException("cannot write " + file + ": there is no directory " + parent);
        }
        if (Files.isDirectory(file)) {
            throw new IOException("cannot write " + file + ": it is a directory");
        }
        if (!Files.isWritable(parent)) {
            throw new IOException("cannot write " + file + ": no permission in " + parent);
        }
    }

    /** Writes the file whole or not at all. */
    public static void write(Path file, Truth truth) throws IOException {
        checkWritable(file);
        Path parent = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(parent, ".truth", ".json");
        try {
            JSON.writeValue(unfinished.toFile(), truth);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    public static Truth read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Truth.class);
    }

    private static SimpleModule instantsAsText() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(
                new StdSerializer<>(Instant.class) {
                    @Override
                    public void serialize(
                            Instant value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeString(value.toString());
                    }
                });
        module.addDeserializer(
                Instant.class,
                new StdDeserializer<>(Instant.class) {
                    @Override
                    public Instant deserialize(JsonParser json, DeserializationContext context)
                            throws IOException {
                        return Instant.parse(json.getText());
                    }
                });
        module.addKeyDeserializer(
                Instant.class,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return Instant.parse(key);
                    }
                });
        return module;
    }
}
