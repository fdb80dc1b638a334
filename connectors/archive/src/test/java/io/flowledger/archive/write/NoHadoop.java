package io.flowledger.archive.write;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** Stands for a cluster without Hadoop: the same class path, but no org.apache.hadoop class. */
public final class NoHadoop {

    private NoHadoop() {}

    /** Calls a static method that takes a path there. */
    public static Object call(Class<?> owner, String method, Path file) throws Exception {
        URL[] path =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(NoHadoop::url)
                        .toArray(URL[]::new);
        try (URLClassLoader noHadoop =
                new URLClassLoader(path, ClassLoader.getPlatformClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve)
                            throws ClassNotFoundException {
                        if (name.startsWith("org.apache.hadoop.")) {
                            throw new ClassNotFoundException(name);
                        }
                        return super.loadClass(name, resolve);
                    }
                }) {
            return noHadoop.loadClass(owner.getName())
                    .getMethod(method, Path.class)
                    .invoke(null, file);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
