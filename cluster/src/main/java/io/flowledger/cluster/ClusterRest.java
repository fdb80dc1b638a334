package io.flowledger.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cluster says of itself at its REST address. */
final class ClusterRest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String address;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param address {@code host:port}
     */
    ClusterRest(String address) {
        if (!address.matches("[^:/\\s]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "--address " + address + ": give HOST:PORT of Flink's REST address");
        }
        this.address = address;
    }

    String address() {
        return address;
    }

    String url() {
        return "http://" + address;
    }

    /** Empty while nothing that is Flink answers there. */
    Optional<Overview> overview() throws InterruptedException {
        return get("/overview")
                .filter(json -> json.has("slots-total"))
                .map(
                        json ->
                                new Overview(
                                        json.path("flink-version").asText(),
                                        json.path("taskmanagers").asInt(),
                                        json.path("slots-total").asInt(),
                                        json.path("slots-available").asInt()));
    }

    List<Job> jobs() throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        get("/jobs/overview")
                .ifPresent(
                        json ->
                                json.path("jobs")
                                        .forEach(
                                                job ->
                                                        jobs.add(
                                                                new Job(
                                                                        job.path("jid").asText(),
                                                                        job.path("name").asText(),
                                                                        job.path("state")
                                                                                .asText()))));
        return jobs;
    }

    private Optional<JsonNode> get(String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(new ObjectMapper().readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    record Overview(String version, int taskManagers, int slots, int freeSlots) {}

    record Job(String id, String name, String state) {}
}
