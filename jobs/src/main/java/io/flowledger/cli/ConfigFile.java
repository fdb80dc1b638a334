package io.flowledger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A YAML file with the long names of a command's options as keys, lists where an option takes
 * several values, and under {@code flink} any setting of Flink itself. What the command line says
 * goes before what the file says.
 */
final class ConfigFile {

    private static final String FLINK = "flink";

    private final File file;
    private final Map<String, Object> values;

    private ConfigFile(File file, Map<String, Object> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads the file and sets every option of {@code command} that was not given on the command
     * line.
     */
    static ConfigFile apply(File file, CommandSpec command) throws IOException {
        ConfigFile config = new ConfigFile(file, read(file));
        for (Map.Entry<String, Object> entry : config.values.entrySet()) {
            if (!entry.getKey().equals(FLINK)) {
                config.applyOption(entry.getKey(), entry.getValue(), command);
            }
        }
        return config;
    }

    Map<String, String> flinkSettings() {
        Object section = values.get(FLINK);
        if (section == null) {
            return Map.of();
        }
        if (!(section instanceof Map<?, ?> settings)) {
            throw new IllegalArgumentException(
                    file + ": 'flink' must hold Flink settings, key: value");
        }
        Map<String, String> result = new LinkedHashMap<>();
        settings.forEach((key, value) -> result.put(String.valueOf(key), String.valueOf(value)));
        return result;
    }

    private static Map<String, Object> read(File file) throws IOException {
        if (!file.isFile()) {
            throw new IllegalArgumentException("--config " + file + ": there is no such file");
        }
        try {
            Map<String, Object> read =
                    new YAMLMapper()
                            .readValue(file, new TypeReference<LinkedHashMap<String, Object>>() {});
            return read == null ? Map.of() : read;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    file + where + ": not a YAML map of options: " + e.getOriginalMessage(), e);
        }
    }

    private void applyOption(String key, Object value, CommandSpec command) throws IOException {
        OptionSpec option = command.findOption("--" + key);
        if (option == null || key.equals("config") || key.equals("help")) {
            String known =
                    command.options().stream()
                            .map(each -> each.longestName().substring(2))
                            .filter(name -> !List.of("config", "help", "version").contains(name))
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    file + ": unknown key '" + key + "'; known are " + known + " and flink");
        }
        if (command.commandLine().getParseResult().hasMatchedOption(option)) {
            return;
        }
        try {
            set(option, value);
        } catch (Exception e) {
            throw new IllegalArgumentException(file + ": " + key + ": " + e.getMessage(), e);
        }
    }

    private static void set(ArgSpec option, Object value) throws Exception {
        if (value instanceof List<?> list) {
            option.setValue(list.stream().map(String::valueOf).collect(Collectors.toList()));
        } else if (List.class.isAssignableFrom(option.type())) {
            option.setValue(List.of(String.valueOf(value).split(",")));
        } else {
            option.setValue(convert(option, String.valueOf(value)));
        }
    }

    private static Object convert(ArgSpec option, String text) throws Exception {
        if (option.converters().length > 0) {
            return option.converters()[0].convert(text);
        }
        Class<?> type = option.type();
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(
                    "'" + text + "' is none of " + List.of(type.getEnumConstants()));
        }
        if (type == java.time.Duration.class) {
            return Quantities.duration(text);
        }
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == java.nio.file.Path.class) {
            return java.nio.file.Path.of(text);
        }
        return type == boolean.class ? (Object) Boolean.valueOf(text) : text;
    }
}
