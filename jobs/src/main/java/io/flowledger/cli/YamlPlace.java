package io.flowledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.TypeConversionException;

/** A place in a YAML file: what stands there, and what a message about it begins with. */
final class YamlPlace {

    private final String where;
    private final JsonNode node;

    YamlPlace(String where, JsonNode node) {
        this.where = where;
        this.node = node == null || node.isNull() ? MissingNode.getInstance() : node;
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(where + ": " + what);
    }

    /** Makes something of what stands here; what is wrong with it is said to be wrong here. */
    <T> T tell(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | TypeConversionException e) {
            String message = e.getMessage();
            throw message.startsWith(where) ? e : wrong(message);
        }
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    boolean isText() {
        return node.isValueNode() && !node.isMissingNode();
    }

    YamlPlace at(String key) {
        return new YamlPlace(where + ": " + key, node.get(key));
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        if (!node.isMissingNode() && !node.isObject()) {
            throw wrong("here comes a map, key: value");
        }
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    void requireKeys(List<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                throw wrong("unknown key '" + key + "'; known are " + String.join(", ", known));
            }
        }
    }

    List<YamlPlace> items() {
        if (!node.isArray()) {
            throw wrong("here comes a list");
        }
        List<YamlPlace> items = new ArrayList<>();
        for (JsonNode item : node) {
            String name =
                    item.hasNonNull("name") ? item.get("name").asText() : "" + (items.size() + 1);
            items.add(new YamlPlace(where + " " + name, item));
        }
        return items;
    }

    String text(String otherwise) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isValueNode()) {
            throw wrong("here comes a single value");
        }
        return node.asText();
    }

    String requiredText() {
        String text = text(null);
        if (text == null) {
            throw wrong("is missing");
        }
        return text;
    }

    /** A list of values, or a single one. */
    List<String> texts() {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(text(null));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            texts.add(new YamlPlace(where, item).requiredText());
        }
        return texts;
    }

    Map<String, List<String>> lists() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String key : keys()) {
            lists.put(key, at(key).texts());
        }
        return lists;
    }

    long number(long otherwise) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0) {
            throw wrong("'" + node.asText() + "' is no whole number");
        }
        return node.asLong();
    }

    Duration duration(Duration otherwise) {
        return node.isMissingNode() ? otherwise : tell(() -> Quantities.duration(text(null)));
    }

    <E extends Enum<E>> E choice(E otherwise) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        List<String> labels = new ArrayList<>();
        for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
            String label = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (label.equals(text(null))) {
                return each;
            }
            labels.add(label);
        }
        throw wrong("'" + text(null) + "' is none of " + String.join(", ", labels));
    }
}
