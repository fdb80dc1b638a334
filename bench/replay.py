#!/usr/bin/env python3
"""Sends the UDP payloads of a capture that `flowledger send --pcap` wrote to another collector, with their times, from the
addresses and ports they came from.

    bench/replay.py CAPTURE HOST:PORT

On loopback every 127.x.y.z can be bound, by anyone. Prints how many payloads were sent."""
import socket
import struct
import sys
import time

# pcap, big-endian, Ethernet, IPv4 without options: what PcapWriter writes.
FILE_HEADER, PACKET_HEADER, TO_IP, TO_PAYLOAD = 24, 16, 14, 42


def packets(path):
    with open(path, "rb") as file:
        if struct.unpack(">I", file.read(FILE_HEADER)[:4])[0] != 0xA1B2C3D4:
            sys.exit(f"{path} is not a capture of flowledger send")
        while header := file.read(PACKET_HEADER):
            seconds, micros, length, _ = struct.unpack(">IIII", header)
            frame = file.read(length)
            source = socket.inet_ntoa(frame[TO_IP + 12 : TO_IP + 16])
            port = struct.unpack(">H", frame[TO_IP + 20 : TO_IP + 22])[0]
            yield seconds + micros / 1e6, (source, port), frame[TO_PAYLOAD:]


def main():
    host, port = sys.argv[2].rsplit(":", 1)
    collector = (host, int(port))
    sockets = {}
    sent = 0
    offset = None
    for when, source, payload in packets(sys.argv[1]):
        offset = time.time() - when if offset is None else offset
        ahead = when + offset - time.time()
        if ahead > 0.001:
            time.sleep(ahead)
        if source not in sockets:
            sockets[source] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sockets[source].bind(source)
        sockets[source].sendto(payload, collector)
        sent += 1
    print(sent)


main()
