package io.flowledger.sql.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether rows of a result may take back ones before, as its plan says. */
public final class ChangingResult {

    private static final Pattern MODE = Pattern.compile("changelogMode=\\[([^\\]]*)\\]");
    private static final String INSERTS_ONLY = "I";

    private ChangingResult() {}

    /**
     * @param plan with {@code CHANGELOG_MODE}; its first node that has one gives the result
     */
    public static boolean of(String plan) {
        Matcher mode = MODE.matcher(plan);
        return !mode.find() || !mode.group(1).equals(INSERTS_ONLY);
    }
}
