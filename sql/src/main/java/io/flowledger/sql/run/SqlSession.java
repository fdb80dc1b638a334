package io.flowledger.sql.run;

/** Where statements run, one after the other. */
public interface SqlSession extends AutoCloseable {

    /**
     * Runs a statement. One that answers with rows may still be running; one that does not is done.
     *
     * @param statement without a semicolon
     */
    Answer execute(String statement) throws Exception;

    @Override
    void close() throws Exception;
}
