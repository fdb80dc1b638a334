package io.flowledger.jobs.nightly;

/** Something done with one day of a warehouse; done again it leaves the same. */
public interface DayStep {

    /** Name of the step, which is that of its command. */
    String name();

    /**
     * Does it, or says what it would do.
     *
     * @return what came of it; that something could not be done is a report as well, so that the
     *     other days have their turn
     * @throws Exception if it could not be tried: the warehouse or the engine fails
     */
    StepReport run(DayRequest request) throws Exception;
}
