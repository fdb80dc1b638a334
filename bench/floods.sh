#!/usr/bin/env bash
# What a collector bears: floods of forged sessions and of damaged payloads, an exporter at 100 times its rate, a full warehouse for minutes,
# a day's backlog. Beside each, real exporters send with loss, and their books must balance to the flow.
#   bench/floods.sh [CASE…]     forged gaps malformed allowed surge full backlog; all of them: about 20 minutes
# Loopback only; ends only what it started; `full` needs root, for a file system of its own. KEEP=1 keeps the files.
#   SECONDS_EACH=120  how long a flood lasts     RATE=20000  flows/s of the real exporters     FLOWS=60000000  of the day's backlog
set -euo pipefail
cd "$(dirname "$0")/.."
cases=("$@"); [ $# -gt 0 ] || cases=(forged gaps malformed allowed surge full backlog)
each=${SECONDS_EACH:-120} rate=${RATE:-20000} backlog=${FLOWS:-60000000}
port=${PORT:-23255}
for tool in jq jcmd; do command -v $tool >/dev/null || { echo "floods.sh needs $tool" >&2; exit 1; }; done

work=$(mktemp -d)
pids=() mounted=
cleanup() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  if [ -n "$mounted" ]; then sleep 1; umount "$mounted" || true; fi
  if [ "${KEEP:-0}" = 1 ]; then echo "files: $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT
./flowledger --version >/dev/null # builds if need be
export FLOWLEDGER_NO_BUILD=1
failed=0

begin() { # NAME
  dir=$work/$1; mkdir -p "$dir"
  export FLOWLEDGER_LOG=$dir/log
  echo "── $1"
  flood_counts=() heap=() rss_peak=0 silent=0
}
collect() { # further options
  FLOWLEDGER_JVM_OPTS="-Xlog:gc:file=$dir/gc.log" ./flowledger collect --warehouse "$dir/warehouse" --checkpoint-interval 5s --reorder-window 2s \
    --format json "$@" >"$dir/collect.out" 2>"$dir/collect.err" &
  collector=$!; pids+=($collector)
  for _ in $(seq 1200); do
    grep -q 'listening on\|attached to' "$dir/collect.err" && return
    kill -0 $collector 2>/dev/null || { cat "$dir/collect.err" >&2; exit 1; }
    sleep 0.1
  done
  echo "not up after two minutes" >&2; exit 1
}
exporters() { # SECONDS, RATE, further options of send
  local seconds=$1 flows=$2; shift 2
  ./flowledger send --to 127.0.0.1:"$port" --rate "$flows" --for "${seconds}s" --engines 2 --loss 0.01 --loss-burst 5 --truth "$dir/truth.json" \
    "$@" >"$dir/send.out" 2>&1 &
  sender=$!; pids+=($sender)
}
flood() { # NAME, options
  local name=$1; shift
  ./flowledger bench flood --to 127.0.0.1:"$port" --for "${each}s" --truth "$dir/flood-$name.json" "$@" >"$dir/flood-$name.out" 2>&1 &
  flooder=$!; pids+=($flooder)
}
sample() { # heap after a full collection, resident set, seconds since files were committed
  jcmd "$collector" GC.run >/dev/null || return 0
  heap+=("$(grep -o -- '->[0-9]*M' "$dir/gc.log" | tail -1 | tr -dc 0-9 || true)")
  local rss; rss=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$collector/status"); rss_peak=$rss
  local ago; ago=$(console | sed -n 's/.*committed \([0-9]*\) min.*/\1 * 60/p; s/.*committed \([0-9]*\) s ago.*/\1/p'); ago=$((${ago:-0}))
  [ "$ago" -le "$silent" ] || silent=$ago
}
console() { tr '\r' '\n' <"$dir/collect.err" | grep backlog | tail -1 || true; }
sample_while() { while kill -0 "$1" 2>/dev/null; do sleep 10; sample; done; wait "$1" || { cat "$dir"/*.out >&2; exit 1; }; }
stop_and_audit() {
  sleep 12 # until the last gap is entered and has its cause
  sample
  checkpoint=$(ls -d "$dir"/warehouse/.flowledger/checkpoints/*/*/chk-* | sort -V | tail -1)
  checkpoint_size=$(du -sh "$checkpoint" | cut -f1)
  kill -TERM "$collector"; wait "$collector" || { cat "$dir/collect.err" >&2; exit 1; }
  local status=balances
  FLOWLEDGER_JVM_OPTS=-Xmx6g ./flowledger audit --warehouse "$dir/warehouse" --format json >"$dir/audit.json" 2>/dev/null || status='DOES NOT BALANCE'
  tail -1 "$dir/collect.out" >"$dir/summary.json"
  real=$(jq '[.exporters[] | select(.exporter | startswith("127.0."))] | {archived: (map(.archived) | add), lost: (map(.lost) | add), unaudited: (map(.unaudited) | add)}' "$dir/audit.json")
  local sent archived lost
  sent=$(($(jq .sent.flows "$dir/truth.json") + $(jq .detectableLostFlows "$dir/truth.json")))
  archived=$(jq .archived <<<"$real") lost=$(jq .lost <<<"$real")
  row 'real exporters: sent, archived, lost' "$sent, $archived, $lost"
  row 'their flows unaudited' "$(jq .unaudited <<<"$real")"
  for file in "$dir"/flood-*.json; do
    [ -f "$file" ] && row "flood: $(basename "$file" .json)" \
      "$(jq -r '"\(.datagrams) payloads, \(.bytes / 1e6 | round) MB, \(.datagrams / .seconds | round) a second, \(.sessions) sessions, refused as \(.byRefusal | tostring)"' "$file")"
  done
  row 'refused, of them left out of quarantine' "$(jq -r '"\(.refused), \(.quarantineOmitted)"' "$dir/summary.json")"
  row 'not allowed, kernel drops, spool drops' "$(jq -r '"\(.notAllowed), \(.kernelDrops), \(.spoolDrops)"' "$dir/summary.json")"
  row 'flows archived, all; not audited' "$(jq -r .total.archived "$dir/audit.json"), $(jq -r .total.unaudited "$dir/audit.json")"
  row 'heap after collections, every 10 s' "${heap[*]} MB"
  row 'resident, most' "$rss_peak MB"
  row 'checkpoints, last one, longest without' "${checkpoint##*-}, $checkpoint_size, $silent s"
  row 'checkpoints failed, restarts in the log' "$(grep -c 'Failed to trigger or complete checkpoint\|Checkpoint .*expired' "$dir/log" || true), $(grep -c 'switched from RUNNING to FAILED' "$dir/log" || true)"
  row 'files; flows, losses, sessions, quarantine' "$(find "$dir/warehouse" -name '*.parquet' | wc -l); $(for t in flows losses sessions quarantine; do du -sh "$dir/warehouse/$t" 2>/dev/null | cut -f1; done | paste -sd' ')"
  row 'exporters told apart in metrics' "$(jq '.byExporter | length' "$dir/summary.json")"
  row audit "$status"
  [ "$status" = balances ] && [ $((archived + lost)) = "$sent" ] || { echo "  FAILED"; failed=1; }
  [ "${KEEP:-0}" = 1 ] || rm -rf "$dir/spool" "$dir/warehouse"
}
row() { printf '  %-44s %s\n' "$1" "$2"; }
listening() { collect --listen 127.0.0.1:"$port" --spool "$dir/spool" "$@"; }
beside_exporters() { # FLOOD options: the exporters send before, during and after it
  exporters $((each + 20)) "$rate"; sleep 5; sample
  flood "$@"; sample_while "$flooder"; sample_while "$sender"
  stop_and_audit
}

for case in "${cases[@]}"; do
  begin "$case"
  case $case in
    forged) # a session a datagram
      listening; beside_exporters forged --sources 200000 --engines 10 --rate 20000 ;;
    gaps) # four datagrams a session, nine numbers missing between two of them
      listening; beside_exporters gaps --sources 200000 --engines 10 --in-a-row 4 --skip 9 --rate 8000 ;;
    malformed) listening; beside_exporters malformed --kinds malformed --sources 100000 --rate 5000 ;;
    allowed) # as fast as it goes; the allow-list knows the real exporters
      listening --allow 127.0.0.0/16; beside_exporters allowed --kinds forged,lie,random --sources 100000 --engines 10 --rate 50000 ;;
    surge) # a hundred times the rate for ten seconds
      listening; exporters 60 $((rate / 10)) --exporters 1 --surge 100,20s,30s; sample_while "$sender"; stop_and_audit ;;
    full) # the warehouse takes nothing for minutes
      [ "$(id -u)" = 0 ] || { echo "  skipped: needs root"; continue; }
      mkdir "$dir/warehouse"; mount -t tmpfs -o size=24m tmpfs "$dir/warehouse"; mounted=$dir/warehouse
      listening; exporters $((each + 180)) "$rate"; full=
      while kill -0 $sender 2>/dev/null; do
        sleep 10; sample
        [ -n "$full" ] || ! console | grep -q 'backlog [0-9.]* [MG]iB' || { full=$(date +%s); }
        if [ -n "$full" ] && [ $(($(date +%s) - full)) -ge 180 ]; then
          row 'after three minutes of a full warehouse' "$(console)"
          mount -o remount,size=4g "$dir/warehouse"; full=$(($(date +%s) + 100000)); freed=$(date +%s)
        fi
      done
      wait $sender
      for _ in $(seq 300); do console | grep -q 'backlog \(0\|[0-9.]* [K]*i*B\)' && break; sleep 1; done
      row 'caught up' "$(($(date +%s) - freed)) s after there was room (or sooner: the exporters still sent)"
      row 'trouble, as the console says it' "$(grep -m1 trouble "$dir/collect.err" | cut -c1-150)"
      stop_and_audit; umount "$dir/warehouse"; mounted= ;;
    backlog) # 24 hours of receive time
      ./flowledger bench backlog --spool "$dir/spool" --for 24h --rate $((backlog / 86400)) --exporters 1000 --engines 2 --loss 0.01 \
        --truth "$dir/truth.json" | sed 's/^/  /'
      begun=$(date +%s); open=0
      collect --attach "$dir/spool"
      until console | grep -q 'backlog 0 B'; do
        sleep 2; [ $((RANDOM % 5)) != 0 ] || sample
        now=$(ls -l "/proc/$collector/fd" | grep -c inprogress || true); [ "$now" -le "$open" ] || open=$now
      done
      row 'replayed' "$(($(date +%s) - begun)) s, $(jq ".sent.flows / $(($(date +%s) - begun)) | round" "$dir/truth.json") flows/s"
      row 'files open at a time, hours' "$open, $(ls -d "$dir"/warehouse/flows/*/hr=* | wc -l)"
      stop_and_audit ;;
    *) echo "no such case: $case" >&2; exit 1 ;;
  esac
done
exit $failed
