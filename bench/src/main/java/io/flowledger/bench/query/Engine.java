package io.flowledger.bench.query;

import java.io.IOException;

/** Something that questions are put to, in a process of its own each time. */
interface Engine {

    String name();

    /**
     * @throws IOException if it fails, with what it said
     */
    Reply ask(Question question) throws IOException, InterruptedException;

    /**
     * @param bytesRead of the data alone
     */
    record Reply(Answer answer, double wallSeconds, double cpuSeconds, long bytesRead) {}
}
