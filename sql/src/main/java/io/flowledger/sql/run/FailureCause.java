package io.flowledger.sql.run;

/** Why a statement failed, out of the chain of exceptions that Flink has for it. */
final class FailureCause {

    private FailureCause() {}

    static String of(Throwable error) {
        StringBuilder all = new StringBuilder();
        for (Throwable at = error; at != null && at != at.getCause(); at = at.getCause()) {
            all.append("\n## ")
                    .append(at.getClass().getName())
                    .append(": ")
                    .append(at.getMessage());
        }
        return all.toString();
    }
}
