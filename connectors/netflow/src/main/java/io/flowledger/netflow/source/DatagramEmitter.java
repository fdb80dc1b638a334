package io.flowledger.netflow.source;

import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolFrame;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.PayloadParser;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Layout;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * The task thread's work: walks what was fetched, parses payloads and emits datagrams at their
 * receive time. The position moves on once all of a part is emitted; no checkpoint can come between
 * them, since checkpoints run on this thread.
 */
final class DatagramEmitter
        implements RecordEmitter<Fetched, ExportDatagram, NetflowSplitState>,
                PayloadParser.Handler {

    private final ReaderActivity activity;
    private final NetflowSourceMetrics metrics;
    private final PayloadParser parser = new PayloadParser();
    private final SpoolFrame frame = new SpoolFrame();

    // Of the payload in hand.
    private SourceOutput<ExportDatagram> output;
    private byte[] bytes;
    private long receivedAtMicros;
    private long addressHigh;
    private long addressLow;
    private int port;

    DatagramEmitter(ReaderActivity activity, NetflowSourceMetrics metrics) {
        this.activity = activity;
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(
            Fetched fetched, SourceOutput<ExportDatagram> output, NetflowSplitState state) {
        this.output = output;
        if (fetched instanceof FetchedFrames frames) {
            emitFrames(frames, activity.spool(state.splitId()));
        } else if (fetched instanceof FetchedPackets packets) {
            emitPackets(packets);
        }
        state.emittedUpTo(fetched.endPosition());
    }

    @Override
    public void datagram(int offset, int length, int repairs) {
        activity.accepted((length - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH, repairs);
        activity.exporters.add(addressHigh, addressLow);
        output.collect(
                ExportDatagram.accepted(
                        receivedAtMicros,
                        addressHigh,
                        addressLow,
                        port,
                        bytes,
                        offset,
                        length,
                        repairs),
                millis(receivedAtMicros));
    }

    @Override
    public void refused(int offset, int length, Refusal refusal) {
        activity.refusals.count(refusal, addressHigh, addressLow, port);
        metrics.refused();
        output.collect(
                ExportDatagram.refused(
                        receivedAtMicros,
                        addressHigh,
                        addressLow,
                        port,
                        bytes,
                        offset,
                        length,
                        refusal.reason()),
                millis(receivedAtMicros));
    }

    @Override
    public void trailing(int offset, int length) {
        activity.trailingBytes.add(length);
    }

    private void emitFrames(FetchedFrames frames, SpoolActivity spool) {
        bytes = frames.bytes();
        int at = 0;
        long payloadBytes = 0;
        while (at < frames.length()) {
            frame.wrap(bytes, at);
            receivedAtMicros = frame.receivedAtMicros();
            switch (frame.type()) {
                case DATAGRAM -> payloadBytes += emitDatagram();
                case STATUS -> status(spool);
                case START -> spool.started();
                case STOP -> {}
            }
            at = frame.nextOffset();
        }
        spool.emittedUpTo(millis(receivedAtMicros));
        emitted(payloadBytes);
    }

    private int emitDatagram() {
        addressHigh = frame.addressHigh();
        addressLow = frame.addressLow();
        port = frame.port();
        parser.parse(bytes, frame.payloadOffset(), frame.payloadLength(), this);
        return frame.payloadLength();
    }

    /**
     * Times in a spool never fall, so a status says that everything before it has come, and event
     * time moves on although no exporter sends.
     */
    private void status(SpoolActivity spool) {
        spool.status(ReceiverStatus.of(frame));
        output.emitWatermark(new Watermark(millis(receivedAtMicros) - 1));
    }

    private void emitPackets(FetchedPackets packets) {
        bytes = packets.bytes();
        long payloadBytes = 0;
        for (int packet = 0; packet < packets.count(); packet++) {
            receivedAtMicros = packets.micros(packet);
            addressHigh = packets.addressHigh(packet);
            addressLow = packets.addressLow(packet);
            port = packets.port(packet);
            parser.parse(bytes, packets.offset(packet), packets.length(packet), this);
            payloadBytes += packets.length(packet);
        }
        emitted(payloadBytes);
    }

    private void emitted(long payloadBytes) {
        activity.bytes.add(payloadBytes);
        metrics.bytesIn(payloadBytes);
        activity.emitted(millis(receivedAtMicros));
    }

    private static long millis(long micros) {
        return TimeUnit.MICROSECONDS.toMillis(micros);
    }
}
