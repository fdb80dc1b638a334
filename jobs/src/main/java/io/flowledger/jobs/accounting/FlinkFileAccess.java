package io.flowledger.jobs.accounting;

import io.flowledger.ledger.enrich.FileAccess;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files by any URI that Flink has a file system for; a path without a scheme is on local disk. */
public final class FlinkFileAccess implements FileAccess {

    @Override
    public InputStream open(String location) throws IOException {
        Path path = path(location);
        FileSystem files = path.getFileSystem();
        if (files.getFileStatus(path).isDir()) {
            throw new IOException("it is a folder");
        }
        return files.open(path);
    }

    /** Time of modification and length. */
    @Override
    public String stamp(String location) throws IOException {
        Path path = path(location);
        FileStatus status = path.getFileSystem().getFileStatus(path);
        return status.getModificationTime() + " " + status.getLen();
    }

    private static Path path(String location) throws IOException {
        try {
            return new Path(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + location + "' is no path or URI", e);
        }
    }
}
