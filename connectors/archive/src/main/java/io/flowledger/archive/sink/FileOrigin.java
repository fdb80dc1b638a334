package io.flowledger.archive.sink;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.TaskInfo;

/**
 * Who writes a file, as its name says it.
 *
 * <pre>
 *   .flows-2f61b0c94e7a5d13-9c8e41d7-0-2-UUID-7.parquet.inprogress.UUID
 *    table run              job     subtask, attempt, then as FileSink names files
 * </pre>
 *
 * @param run see {@link RunName#code}
 * @param job the first digits of Flink's job id
 */
record FileOrigin(String run, String job, int subtask, int attempt) {

    private static final int JOB_DIGITS = 8;
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** The names of Flink's LocalRecoverableWriter and HadoopRecoverableWriter. */
    private static final Pattern IN_PROGRESS =
            Pattern.compile(
                    "\\.[a-z_]+-([0-9a-f]{16})-([0-9a-f]{8})-(\\d{1,9})-(\\d{1,9})-"
                            + UUID
                            + "-\\d+\\.parquet\\.inprogress\\."
                            + UUID);

    static FileOrigin of(RunName run, JobID job, TaskInfo task) {
        return new FileOrigin(
                run.code(),
                job.toHexString().substring(0, JOB_DIGITS),
                task.getIndexOfThisSubtask(),
                task.getAttemptNumber());
    }

    /** Empty for a committed file, and for one that was not named by {@link #prefix}. */
    static Optional<FileOrigin> ofInProgress(String fileName) {
        Matcher matcher = IN_PROGRESS.matcher(fileName);
        return matcher.matches()
                ? Optional.of(
                        new FileOrigin(
                                matcher.group(1),
                                matcher.group(2),
                                Integer.parseInt(matcher.group(3)),
                                Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    /** How names of files of this origin begin. */
    String prefix(String table) {
        return table + "-" + run + "-" + job + "-" + subtask + "-" + attempt;
    }

    /**
     * Whether a file in progress is for this task to delete, once all tasks of its attempt run: the
     * state they began with was committed by then, so nothing will ever commit that file. Of its
     * own job a task answers for its earlier attempts only; the first one does for tasks that there
     * are no more, and for earlier jobs. After a failover of the JobManager attempts are counted
     * anew: then it is their files' age that tells them from later ones.
     *
     * @param parallelism tasks that write this table now
     * @param older whether the file was written to last before this task began
     */
    boolean mayDelete(FileOrigin file, int parallelism, boolean older) {
        if (!file.run.equals(run)) {
            return false;
        }
        if (!file.job.equals(job)) {
            return subtask == 0;
        }
        return file.subtask == subtask
                ? file.attempt < attempt || older
                : subtask == 0 && file.subtask >= parallelism;
    }
}
