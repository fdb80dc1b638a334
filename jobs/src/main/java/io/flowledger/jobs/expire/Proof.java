package io.flowledger.jobs.expire;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/** Whether what is known of a day has been put down elsewhere, so that it may go. */
interface Proof {

    /** Nothing is asked. */
    Proof NONE = day -> Optional.empty();

    /**
     * @return what is missing and what to do about it; nothing if nothing is
     */
    Optional<String> missing(LocalDate day) throws IOException;
}
