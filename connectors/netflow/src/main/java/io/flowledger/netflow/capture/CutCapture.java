package io.flowledger.netflow.capture;

import java.io.IOException;

/**
 * The input ended inside a packet. Thrown at most once per file, within the package; {@link
 * CaptureReader} turns it into {@link CaptureReader#isCut()}.
 */
final class CutCapture extends IOException {

    private static final long serialVersionUID = 1L;

    CutCapture(String message) {
        super(message);
    }
}
