package io.flowledger.netflow.table;

import io.flowledger.netflow.receiver.AllowList;
import io.flowledger.netflow.receiver.ListenAddress;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.source.NetflowSource;
import io.flowledger.netflow.source.NetflowSourceBuilder;
import io.flowledger.netflow.source.StartingPosition;
import io.flowledger.netflow.spool.SpoolOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** What a live table reads, from its options. Everything wrong names the option and the remedy. */
final class NetflowInput {

    private static final List<ConfigOption<String>> ORIGINS =
            List.of(
                    NetflowTableOptions.LISTEN,
                    NetflowTableOptions.ATTACH,
                    NetflowTableOptions.WATCH,
                    NetflowTableOptions.CAPTURES);

    private static final int MAX_SOCKETS = 64;
    private static final int MAX_PORT = 65_535;

    private final ReadableConfig options;
    private final ConfigOption<String> origin;

    private NetflowInput(ReadableConfig options, ConfigOption<String> origin) {
        this.options = options;
        this.origin = origin;
    }

    /**
     * @throws ValidationException naming the option that is missing, wrong or of no use
     */
    static NetflowInput of(ReadableConfig options) {
        List<ConfigOption<String>> given =
                ORIGINS.stream().filter(o -> options.getOptional(o).isPresent()).toList();
        if (given.size() != 1) {
            String names = String.join(", ", ORIGINS.stream().map(o -> quoted(o.key())).toList());
            throw new ValidationException(
                    given.isEmpty()
                            ? "nothing to read: set one of the options " + names
                            : "options "
                                    + String.join(
                                            " and ",
                                            given.stream().map(o -> quoted(o.key())).toList())
                                    + " exclude each other: keep one");
        }
        NetflowInput input = new NetflowInput(options, given.get(0));
        input.rejectUseless();
        input.source(1);
        return input;
    }

    boolean isBounded() {
        return origin == NetflowTableOptions.CAPTURES;
    }

    /**
     * @param keptCheckpoints how many completed checkpoints Flink keeps
     */
    NetflowSource source(int keptCheckpoints) {
        NetflowSourceBuilder source = NetflowSource.builder().keptCheckpoints(keptCheckpoints);
        String host = options.getOptional(NetflowTableOptions.HOST).orElse("");
        if (origin == NetflowTableOptions.LISTEN) {
            source.spoolRoot(spoolRoot()).sockets(sockets());
            source.listenOn(host, receivers());
        } else if (origin == NetflowTableOptions.ATTACH) {
            source.attachOn(host, paths(origin));
        } else if (origin == NetflowTableOptions.WATCH) {
            source.watchOn(host, paths(origin));
        } else {
            source.captures(each(origin, NetflowInput::uri)).capturePorts(capturePorts());
        }
        source.startingPosition(startingPosition());
        options.getOptional(NetflowTableOptions.STOP_AFTER).ifPresent(source::stopAfter);
        return build(source);
    }

    private static NetflowSource build(NetflowSourceBuilder source) {
        try {
            return source.build();
        } catch (IllegalArgumentException e) {
            throw new ValidationException("option 'listen': " + e.getMessage());
        }
    }

    /** Options that say something about another kind of input are a mistake. */
    private void rejectUseless() {
        boolean listens = origin == NetflowTableOptions.LISTEN;
        boolean captures = origin == NetflowTableOptions.CAPTURES;
        for (ConfigOption<?> option :
                List.of(
                        NetflowTableOptions.SPOOL,
                        NetflowTableOptions.SOCKETS,
                        NetflowTableOptions.ALLOW,
                        NetflowTableOptions.RECEIVE_BUFFER,
                        NetflowTableOptions.SPOOL_LIMIT,
                        NetflowTableOptions.SPOOL_RETENTION,
                        NetflowTableOptions.SYNC)) {
            reject(option, !listens, "'listen'");
        }
        reject(NetflowTableOptions.CAPTURE_PORTS, !captures, "'captures'");
        for (ConfigOption<?> option :
                List.of(
                        NetflowTableOptions.HOST,
                        NetflowTableOptions.STARTUP_MODE,
                        NetflowTableOptions.STOP_AFTER)) {
            reject(option, captures, "'listen', 'attach' or 'watch'");
        }
    }

    private void reject(ConfigOption<?> option, boolean useless, String goesWith) {
        if (useless && options.getOptional(option).isPresent()) {
            throw new ValidationException(
                    "option '"
                            + option.key()
                            + "' goes with "
                            + goesWith
                            + ", not with '"
                            + origin.key()
                            + "': leave it out");
        }
    }

    private StartingPosition startingPosition() {
        return options.getOptional(NetflowTableOptions.STARTUP_MODE)
                .orElse(
                        origin == NetflowTableOptions.WATCH
                                ? StartingPosition.LATEST
                                : StartingPosition.COMMITTED);
    }

    private Path spoolRoot() {
        return options.getOptional(NetflowTableOptions.SPOOL)
                .map(Path::of)
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "option 'spool' is missing: say in which directory received"
                                                + " datagrams are kept"));
    }

    private int sockets() {
        int sockets = options.get(NetflowTableOptions.SOCKETS);
        if (sockets < 1 || sockets > MAX_SOCKETS) {
            throw new ValidationException(
                    "option 'sockets': " + sockets + ": give 1 to " + MAX_SOCKETS);
        }
        return sockets;
    }

    private ReceiverOptions[] receivers() {
        long buffer = options.get(NetflowTableOptions.RECEIVE_BUFFER).getBytes();
        if (buffer < 1 || buffer > Integer.MAX_VALUE) {
            throw new ValidationException(
                    "option 'receive-buffer': "
                            + buffer
                            + " bytes: give more than zero and less than 2g");
        }
        AllowList allowed =
                options.getOptional(NetflowTableOptions.ALLOW).isEmpty()
                        ? AllowList.any()
                        : checked(
                                NetflowTableOptions.ALLOW,
                                () -> AllowList.parse(parts(NetflowTableOptions.ALLOW)));
        SpoolOptions spool = spool();
        return each(NetflowTableOptions.LISTEN, ListenAddress::parse).stream()
                .map(
                        address ->
                                ReceiverOptions.listen(address)
                                        .withReceiveBufferBytes((int) buffer)
                                        .withAllowed(allowed)
                                        .withSpool(spool))
                .toArray(ReceiverOptions[]::new);
    }

    private SpoolOptions spool() {
        SpoolOptions limited =
                checked(
                        NetflowTableOptions.SPOOL_LIMIT,
                        () ->
                                SpoolOptions.defaults()
                                        .withMaxBytes(
                                                options.get(NetflowTableOptions.SPOOL_LIMIT)
                                                        .getBytes()));
        return checked(
                        NetflowTableOptions.SPOOL_RETENTION,
                        () ->
                                limited.withRetention(
                                        options.get(NetflowTableOptions.SPOOL_RETENTION)))
                .withSync(options.get(NetflowTableOptions.SYNC));
    }

    private Set<Integer> capturePorts() {
        return options.getOptional(NetflowTableOptions.CAPTURE_PORTS).isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(each(NetflowTableOptions.CAPTURE_PORTS, NetflowInput::port));
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new IllegalArgumentException("'" + text + "' is no UDP port: give 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static URI uri(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")
                ? URI.create(text)
                : Path.of(text).toAbsolutePath().normalize().toUri();
    }

    private Path[] paths(ConfigOption<String> option) {
        return each(option, Path::of).toArray(Path[]::new);
    }

    private <T> List<T> each(ConfigOption<String> option, Function<String, T> parse) {
        return checked(option, () -> parts(option).stream().map(parse).toList());
    }

    private List<String> parts(ConfigOption<String> option) {
        List<String> parts =
                Arrays.stream(options.get(option).split(","))
                        .map(String::trim)
                        .filter(part -> !part.isEmpty())
                        .toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("it is empty: leave it out or say what");
        }
        return parts;
    }

    private static <T> T checked(ConfigOption<?> option, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ValidationException("option '" + option.key() + "': " + e.getMessage());
        }
    }

    private static String quoted(String key) {
        return "'" + key + "'";
    }
}
