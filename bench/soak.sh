#!/usr/bin/env bash
# Kills at random moments while exporters go on sending: what became of every flow?
#   bench/soak.sh [KILLS [RATE [SECONDS_BETWEEN]]]        20 kills, 20,000 flows/s, about 12 s between two of them: six minutes
# A receiver and a collect that follows its spool, each started again as soon as it is gone. Half of the kills hit the one, half the other.
# Then both are stopped, and `audit` recounts the ledger from the Parquet files. Fails unless it balances, nothing is stored twice and
# archived + lost = sent. Loopback only; ends only what it started; KEEP=1 keeps the files.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-20} rate=${2:-20000} between=${3:-12}
port=${PORT:-23155}
seconds=$((kills * (between + 4) + 10)) # the average pause, and what a start takes
for tool in jq; do command -v $tool >/dev/null || { echo "soak.sh needs $tool" >&2; exit 1; }; done

work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  if [ "${KEEP:-0}" = 1 ]; then echo "files: $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT
export FLOWLEDGER_LOG=$work/flowledger.log
./flowledger --version >/dev/null # builds if need be
export FLOWLEDGER_NO_BUILD=1

receive() {
  ./flowledger receive --listen 127.0.0.1:"$port" --spool "$work/spool" --format json >>"$work/receive.out" 2>"$work/receive.err" &
  receiver=$!; pids+=($receiver)
  await "$receiver" "$work/receive.err" 'listening on'
}
collect() {
  ./flowledger collect --attach "$work/spool" --warehouse "$work/warehouse" --checkpoint-interval 2s --reorder-window 2s \
    --format json >>"$work/collect.out" 2>"$work/collect.err" &
  collector=$!; pids+=($collector)
  await "$collector" "$work/collect.err" 'attached to'
}
await() {
  for _ in $(seq 1200); do
    grep -q "$3" "$2" && return
    kill -0 "$1" 2>/dev/null || { echo "it ended:" >&2; cat "$2" >&2; exit 1; }
    sleep 0.05
  done
  echo "not up after a minute" >&2; exit 1
}

receive
collect
./flowledger send --to 127.0.0.1:"$port" --rate "$rate" --for "${seconds}s" --profile cisco:3,ovs:1 --engines 2 --records-per-datagram 1-30 \
  --loss 0.01 --loss-burst 5 --duplicates 0.01 --reorder 0.01 --truth "$work/truth.json" >"$work/send.out" 2>&1 &
sender=$!; pids+=($sender)
echo "$kills kills in $seconds s, $rate flows/s"
receiver_times=() collector_times=()
for n in $(seq "$kills"); do
  sleep "$((between / 2 + RANDOM % between)).$((RANDOM % 10))"
  kill -0 "$sender" 2>/dev/null || break
  begun=$(date +%s%N)
  if [ $((n % 2)) = 0 ]; then
    kill -9 "$receiver"; wait "$receiver" 2>/dev/null || true
    receive; receiver_times+=($((($(date +%s%N) - begun) / 1000000)))
  else
    kill -9 "$collector"; wait "$collector" 2>/dev/null || true
    collect; collector_times+=($((($(date +%s%N) - begun) / 1000000)))
  fi
  echo -n .
done
echo
wait "$sender"
sleep 15 # until the last gap is entered and has its cause
kill -TERM "$collector"; wait "$collector"
kill -TERM "$receiver"; wait "$receiver"

status=0
./flowledger audit --warehouse "$work/warehouse" --format json >"$work/audit.json" 2>/dev/null || status=1
truth() { jq -r "$1" "$work/truth.json"; }
audit() { jq -r "$1" "$work/audit.json"; }
times() { printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 } END { if (NR) printf "median %.1f s, longest %.1f s", v[int((NR + 1) / 2)] / 1000, v[NR] / 1000; else printf "none" }'; }
sent=$(($(truth .sent.flows) + $(truth .detectableLostFlows)))
archived=$(audit .total.archived) lost=$(audit .total.lost)
printf '%-38s %s\n' \
  'kill -9 of the receiver, of collect' "${#receiver_times[@]}, ${#collector_times[@]}" \
  'receiving again after' "$(times "${receiver_times[@]}")" \
  'job started again after' "$(times "${collector_times[@]}")" \
  'datagrams sent, without copies' "$(truth .sent.datagrams)" \
  'flows numbered, first to last seen' "$sent" \
  'flows archived' "$archived" \
  'flows lost, by cause' "$(audit '.total.lostByCause | to_entries | map("\(.key) \(.value)") | join(", ")')" \
  '  lost on the way, in truth' "$(truth .detectableLostFlows)" \
  'copies sent and refused' "$(truth .duplicates.datagrams)" \
  'flows archived twice' "$(audit .total.duplicateFlows)" \
  'flows unexplained' "$(audit .total.unexplained)" \
  'audit' "$(audit .total.verdict)"
[ "$status" = 0 ] && [ $((archived + lost)) = "$sent" ] && [ "$(audit .total.duplicateFlows)" = 0 ] || { echo FAILED >&2; exit 1; }
