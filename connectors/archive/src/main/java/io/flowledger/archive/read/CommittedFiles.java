package io.flowledger.archive.read;

/** Which names below a warehouse are readable data. */
public final class CommittedFiles {

    private CommittedFiles() {}

    /**
     * False for what is still being written ({@code .part….inprogress…}) or is no data ({@code
     * .flowledger}, {@code _SUCCESS}); holds for the last part of a path, of files and of folders.
     */
    public static boolean isCommitted(String name) {
        return !name.isEmpty() && name.charAt(0) != '.' && name.charAt(0) != '_';
    }
}
