package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolFrame;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.PayloadParser;
import io.flowledger.netflow.wire.Received;
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
        implements RecordEmitter<Fetched, Received, NetflowSplitState>, PayloadParser.Handler {

    private static final int NO_SPOOL = 0;

    private final ReaderActivity activity;
    private final NetflowSourceMetrics metrics;
    private final PayloadParser parser = new PayloadParser();
    private final SpoolFrame frame = new SpoolFrame();

    // Of the payload in hand.
    private SourceOutput<Received> output;
    private byte[] bytes;
    private long receivedAtMicros;
    private long addressHigh;
    private long addressLow;
    private int port;
    private int spool;

    DatagramEmitter(ReaderActivity activity, NetflowSourceMetrics metrics) {
        this.activity = activity;
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(
            Fetched fetched, SourceOutput<Received> output, NetflowSplitState state) {
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
                                repairs)
                        .withSpool(spool),
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
                                refusal.reason())
                        .withSpool(spool),
                millis(receivedAtMicros));
    }

    @Override
    public void trailing(int offset, int length) {
        activity.trailingBytes.add(length);
    }

    private void emitFrames(FetchedFrames frames, SpoolActivity activity) {
        bytes = frames.bytes();
        spool = activity.number();
        boolean evicted = frames.afterEviction();
        int at = 0;
        long payloadBytes = 0;
        while (at < frames.length()) {
            frame.wrap(bytes, at);
            receivedAtMicros = frame.receivedAtMicros();
            if (evicted) {
                evicted = false;
                notice(activity, ReceiverNotice.Kind.EVICTED, 0, 0);
            }
            switch (frame.type()) {
                case DATAGRAM -> payloadBytes += emitDatagram();
                case STATUS -> status(activity);
                case START -> {
                    activity.started();
                    notice(activity, ReceiverNotice.Kind.STARTED, 0, 0);
                }
                case STOP -> notice(activity, ReceiverNotice.Kind.STOPPED, 0, 0);
            }
            at = frame.nextOffset();
        }
        if (at > 0) {
            activity.emittedUpTo(millis(receivedAtMicros));
            emitted(payloadBytes);
        }
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
    private void status(SpoolActivity activity) {
        ReceiverStatus status = ReceiverStatus.of(frame);
        activity.status(status);
        notice(activity, ReceiverNotice.Kind.STATUS, status.kernelDrops(), status.spoolDrops());
        output.emitWatermark(new Watermark(millis(receivedAtMicros) - 1));
    }

    private void notice(
            SpoolActivity activity, ReceiverNotice.Kind kind, long kernelDrops, long spoolDrops) {
        output.collect(
                new ReceiverNotice(
                        activity.number(),
                        activity.name(),
                        receivedAtMicros,
                        kind,
                        kernelDrops,
                        spoolDrops),
                millis(receivedAtMicros));
    }

    private void emitPackets(FetchedPackets packets) {
        bytes = packets.bytes();
        spool = NO_SPOOL;
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
