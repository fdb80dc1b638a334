package io.flowledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is in {@code deploy/} agrees with itself and with the command line. */
class DeployFilesTest {

    private static final Path DEPLOY = Path.of("..", "deploy");

    @Test
    void jobAndReceiverShareTheSpoolAndTheNode() throws IOException {
        JsonNode job = yaml("kubernetes/flinkdeployment.yaml").path("spec");
        JsonNode receiver =
                yaml("kubernetes/receiver.yaml").path("spec").path("template").path("spec");
        JsonNode taskManager = job.path("taskManager").path("podTemplate").path("spec");

        assertThat(taskManager.path("volumes")).isEqualTo(receiver.path("volumes"));
        assertThat(taskManager.path("nodeSelector")).isEqualTo(receiver.path("nodeSelector"));
        assertThat(taskManager.path("hostNetwork").asBoolean()).isTrue();
        assertThat(after("--attach", job.path("job").path("args")))
                .isEqualTo(after("--spool", receiver.path("containers").get(0).path("args")));
        assertThat(job.path("image")).isEqualTo(receiver.path("containers").get(0).path("image"));
    }

    @Test
    void theImageHasTheJarThatTheDeploymentRuns() throws IOException {
        JsonNode job = yaml("kubernetes/flinkdeployment.yaml").path("spec").path("job");
        String jar = job.path("jarURI").asText().replace("local://", "");
        assertThat(Files.readString(DEPLOY.resolve("Dockerfile")))
                .contains("COPY --chown=flink:flink jobs/target/flowledger.jar " + jar);
        assertThat(job.path("entryClass").asText())
                .isEqualTo(io.flowledger.cli.Flowledger.class.getName());
    }

    @Test
    void theServicesShareTheSpool() throws IOException {
        assertThat(command("receive"))
                .contains("receive --listen", "--spool /var/spool/flowledger");
        assertThat(command("collect"))
                .contains("collect --attach /var/spool/flowledger", "--warehouse");
    }

    @Test
    void everyNightTheSameIsDoneWhateverStartsIt() throws IOException {
        JsonNode job = yaml("kubernetes/nightly.yaml").path("spec");
        JsonNode container =
                job.path("jobTemplate")
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .get(0);
        String image = yaml("kubernetes/flinkdeployment.yaml").path("spec").path("image").asText();
        assertThat(container.path("image").asText()).isEqualTo(image);
        assertThat(container.path("args").get(0).asText()).isEqualTo("nightly");
        assertThat(Files.readString(DEPLOY.resolve("flowledger-entrypoint.sh")))
                .contains("nightly|");
        assertThat(job.path("schedule").asText()).isEqualTo("10 3 * * *");
        assertThat(Files.readString(DEPLOY.resolve("cron/flowledger-nightly")))
                .contains("\n10 3 * * * flowledger ", " nightly --warehouse file:///srv/flows");
        assertThat(Files.readString(DEPLOY.resolve("systemd/flowledger-nightly.timer")))
                .contains("OnCalendar=*-*-* 03:10:00 UTC");
        assertThat(command("nightly")).contains(" nightly --warehouse file:///srv/flows");
    }

    private static String command(String service) throws IOException {
        return Files.readAllLines(DEPLOY.resolve("systemd/flowledger-" + service + ".service"))
                .stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
    }

    private static String after(String option, JsonNode arguments) {
        List<String> texts = new ArrayList<>();
        StreamSupport.stream(arguments.spliterator(), false)
                .map(JsonNode::asText)
                .forEach(texts::add);
        return texts.get(texts.indexOf(option) + 1);
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(DEPLOY.resolve(file).toFile());
    }
}
