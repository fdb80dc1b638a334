package io.flowledger.netflow.capture;

import java.io.IOException;

/**
 * A file that is no capture, or a damaged one; the message names the file, the byte and the way
 * out.
 */
public final class CaptureException extends IOException {

    private static final long serialVersionUID = 1L;

    CaptureException(String message) {
        super(message);
    }

    CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
