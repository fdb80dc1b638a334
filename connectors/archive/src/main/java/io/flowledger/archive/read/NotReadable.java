package io.flowledger.archive.read;

/** A sound file that this reader is not made for; the message says in what. */
final class NotReadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotReadable(String message) {
        super(message);
    }
}
