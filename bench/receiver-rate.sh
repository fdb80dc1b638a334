#!/usr/bin/env bash
# The receiver daemon at a fixed rate, loaded by native/blast.c (needs a C compiler), its spool in steady state: what is received is
# committed at once, so that segments are recycled, as beside a job that keeps up.
#   bench/receiver-rate.sh [BYTES [RATE [SECONDS]]]       1464 bytes = 30 flows, 72 bytes = 1 flow
# Raise net.core.rmem_max to 67108864 first. Prints one line; exit code 0 only if nothing was lost.
set -euo pipefail
cd "$(dirname "$0")/.."
bytes=${1:-1464} rate=${2:-281000} seconds=${3:-6} port=${PORT:-23456} warm_up=10

work=$(mktemp -d)
trap 'kill $receiver $committer 2>/dev/null || true; rm -rf "$work"' EXIT
receiver= committer=
cc -O2 -o "$work/blast" bench/native/blast.c
./flowledger --version >/dev/null
./flowledger receive --listen 127.0.0.1:$port --spool "$work/spool" --format json --spool-retention 0s --spool-limit 4g \
  --receive-buffer 64m --sync none >"$work/out" 2>"$work/err" &
receiver=$!
for _ in $(seq 300); do grep -q 'listening on' "$work/err" && break; sleep 0.1; done
java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp jobs/target/flowledger.jar:bench/target/flowledger-bench.jar \
  io.flowledger.bench.ingest.CommitLoop "$work/spool/127.0.0.1_$port-0" $((warm_up + seconds + 10)) &
committer=$!
sleep 3
warm=$("$work/blast" $port $bytes $((rate / 2)) $warm_up)
sleep 2
ticks() { awk '{ print $14 + $15 }' /proc/$receiver/stat; }
before=$(ticks)
sent=$("$work/blast" $port $bytes $rate $seconds)
after=$(ticks)
sleep 1
kill $receiver; wait $receiver
received=$(sed -n 's/.*"datagrams":\([0-9]*\).*/\1/p' "$work/out")
lost=$((warm + sent - received))
awk -v sent=$sent -v seconds=$seconds -v ticks=$((after - before)) -v lost=$lost -v bytes=$bytes -v hz=$(getconf CLK_TCK) 'BEGIN {
  printf "%d bytes: %.0f datagrams/s for %d s, lost %d, %.2f CPU-seconds per million datagrams\n", bytes, sent / seconds, seconds, lost, ticks / hz / (sent / 1e6) }'
[ $lost -eq 0 ]
