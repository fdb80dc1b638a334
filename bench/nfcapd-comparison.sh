#!/usr/bin/env bash
# What nfcapd (nfdump) and Flowledger say of the same damaged traffic, beside the generator's truth.
#   bench/nfcapd-comparison.sh [RATE [SECONDS]]       flows per second (20000) for so long (20)
# `send --pcap` writes a capture of the datagrams as sent to collect; replay.py sends them again, from the same addresses, to nfcapd.
# Then short runs with one fault each, to nfcapd and through `import`: what each makes of it. All on loopback; takes
# about four minutes. Installs nfdump and jq (Debian) if they are missing and it is run by root. KEEP=1 keeps the files.
set -euo pipefail
cd "$(dirname "$0")/.."
rate=${1:-20000} seconds=${2:-20}
collect_port=${COLLECT_PORT:-23055} nfcapd_port=${NFCAPD_PORT:-23995}

need=()
for tool in nfcapd:nfdump jq:jq python3:python3; do command -v "${tool%:*}" >/dev/null || need+=("${tool#*:}"); done
if [ ${#need[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || { echo "nfcapd-comparison.sh needs the Debian packages ${need[*]}" >&2; exit 1; }
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
  # The package starts a daemon of its own where there is a service manager; it has another port.
fi

work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  if [ "${KEEP:-0}" = 1 ]; then echo "files: $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT

# replay CASE: $work/CASE.pcap into an nfcapd of its own; its files in $work/CASE-nfcapd.
replay() {
  local files=$work/$1-nfcapd nfcapd sent seen
  mkdir "$files"
  nfcapd -4 -C none -b 127.0.0.1 -p "$nfcapd_port" -w "$files" -t 3600 -B 4000000 >"$files.log" 2>&1 &
  nfcapd=$!; pids+=($nfcapd)
  for _ in $(seq 100); do
    kill -0 $nfcapd 2>/dev/null || { cat "$files.log" >&2; exit 1; }
    # Its socket is in /proc/net/udp once it is bound: 127.0.0.1 and the port, in hexadecimal.
    grep -q "$(printf '0100007F:%04X' "$nfcapd_port")" /proc/net/udp && break
    sleep 0.1
  done
  sent=$(python3 bench/replay.py "$work/$1.pcap" 127.0.0.1:"$nfcapd_port")
  sleep 1
  kill -TERM $nfcapd; wait $nfcapd || true
  # more than one file if an hour ended meanwhile
  nfdump -I -R "$files" >"$files.total"
  for file in "$files"/nfcapd.2*; do nfdump -E "$file"; done >"$files.exporters"
  # Unless it saw every payload, the kernel dropped some, and its figures say nothing.
  seen=$(awk '/packets:/ { for (i = 1; i < NF; i++) if ($i == "packets:") { sub(",", "", $(i + 1)); n += $(i + 1) } } END { print n + 0 }' "$files.exporters")
  [ "$seen" = "$sent" ] || { echo "nfcapd saw $seen of $sent payloads: run again on a machine with less to do" >&2; exit 1; }
}

total() { sed -n "s/^$2: *//p" "$work/$1-nfcapd.total"; }
truth() { jq -r "$2" "$work/$1.json"; }

# fault NAME OPTIONS…: five seconds with one fault, written at once in virtual time.
fault() {
  local name=$1; shift
  ./flowledger send --pcap "$work/$name.pcap" --truth "$work/$name.json" --rate 20000 --flows 100000 "$@" >/dev/null
  replay "$name"
  ./flowledger import "$work/$name.pcap" --warehouse "$work/$name-warehouse" --format json >"$work/$name-import.json" 2>/dev/null
  imported() { jq -r "[.byExporter[] | $1] | add" "$work/$name-import.json"; }
  printf '%-62s %9d %9d %9d %9d %9d | %9d %9d | %9d %9d %9d %9d\n' "$*" "$(truth "$name" .withheld.datagrams)" "$(truth "$name" .detectableLostFlows)" \
    "$(truth "$name" .duplicates.datagrams)" "$(truth "$name" .reordered)" "$(truth "$name" .restarts)" \
    "$(total "$name" 'Sequence failures')" "$(($(total "$name" Flows) - $(truth "$name" .sent.flows)))" \
    "$(imported .lostFlows)" "$(imported .duplicates)" "$(imported .late)" "$(imported .restarts)"
}

# The same traffic to both.
FLOWLEDGER_LOG=$work/collect.log ./flowledger collect --listen 127.0.0.1:"$collect_port" --warehouse "$work/warehouse" \
  --spool "$work/spool" --checkpoint-interval 2s --format json >"$work/collect.json" 2>"$work/collect.err" &
collect=$!; pids+=($collect)
for _ in $(seq 3000); do
  grep -q 'listening on' "$work/collect.err" && break
  kill -0 $collect 2>/dev/null || { cat "$work/collect.err" >&2; exit 1; }
  sleep 0.2
done
./flowledger send --to 127.0.0.1:"$collect_port" --pcap "$work/both.pcap" --truth "$work/both.json" --rate "$rate" --for "${seconds}s" \
  --profile cisco:2,ovs:2 --records-per-datagram 1-30 --loss 0.02 --loss-burst 5 --duplicates 0.01 --reorder 0.01 --restarts 2
sleep 14 # until the last gap is entered and has its cause
kill -TERM $collect; wait $collect
[ "$(jq '.kernelDrops + .spoolDrops' "$work/collect.json")" = 0 ] || { echo "collect lost datagrams here: run again" >&2; exit 1; }
replay both

./flowledger audit --warehouse "$work/warehouse" --format json >"$work/audit.json"
audit() { jq -r --arg e "$1" ".exporters[] | select(.exporter == \$e) | [.archived, .lost, .unknown.restarts, .verdict] | @tsv" "$work/audit.json"; }

echo
echo "== $rate flows/s for $seconds s: 2 % lost in bursts of 5, 1 % repeated, 1 % late, 2 restarts of each exporter; $(nfdump -V)"
printf '%-12s %-6s | %-37s | %-18s | %s\n' '' '' 'truth: flows' 'nfcapd' 'flowledger'
printf '%-12s %-6s | %9s %9s %9s %7s | %9s %8s | %9s %7s %8s %s\n' exporter kind once repeated lost 'in gaps' flows failures flows lost restarts audit
while read -r exporter kind once repeated lost detectable; do
  read -r failures flows < <(sed -n "s/.* IP: *$exporter, .*Sequence failures: \([0-9]*\), .*flows: \([0-9]*\).*/\1 \2/p" "$work/both-nfcapd.exporters" |
    awk '{ f += $1; n += $2 } END { print f + 0, n + 0 }')
  IFS=$'\t' read -r stored missing restarted verdict < <(audit "$exporter")
  printf '%-12s %-6s | %9d %9d %9d %7d | %9d %8d | %9d %7d %8d %s\n' "$exporter" "$kind" "$once" "$repeated" "$lost" "$detectable" \
    "$flows" "$failures" "$stored" "$missing" "$restarted" "$verdict"
done < <(truth both '.sessions | group_by(.exporter)[] | [.[0].exporter, .[0].profile, (map(.sent.flows) | add), (map(.duplicates.flows) | add),
  (map(.withheld.flows) | add), (map(.detectableLostFlows) | add)] | join(" ")')
IFS=$'\t' read -r stored missing restarted verdict < <(jq -r '.total | [.archived, .lost, .unknown.restarts, .verdict] | @tsv' "$work/audit.json")
printf '%-12s %-6s | %9d %9d %9d %7d | %9d %8d | %9d %7d %8d %s\n' all '' "$(truth both .sent.flows)" "$(truth both .duplicates.flows)" \
  "$(truth both .withheld.flows)" "$(truth both .detectableLostFlows)" "$(total both Flows)" "$(total both 'Sequence failures')" \
  "$stored" "$missing" "$restarted" "$verdict"

echo
echo "== 100,000 flows, one fault at a time (options of send): the truth, what nfcapd counts, what flowledger counts"
printf '%-62s %9s %9s %9s %9s %9s | %9s %9s | %9s %9s %9s %9s\n' '' lost 'flows in' repeated late '' sequence 'flows too' lost repeated late ''
printf '%-62s %9s %9s %9s %9s %9s | %9s %9s | %9s %9s %9s %9s\n' '' datagrams gaps datagrams datagrams restarts failures many flows datagrams datagrams restarts
fault fixed --exporters 2 --profile cisco
fault varied --exporters 2 --profile cisco --records-per-datagram 1-30
fault ovsfixed --exporters 2 --profile ovs
fault ovs --exporters 2 --profile ovs --records-per-datagram 1-30
fault perdatagram --exporters 2 --sequence per-datagram
fault constant --exporters 2 --sequence constant
fault engines --exporters 2 --engines 2
fault processes --exporters 2 --ports 2
fault single --exporters 2 --loss 0.02
fault bursts --exporters 2 --loss 0.02 --loss-burst 5
fault repeated --exporters 2 --duplicates 0.01
fault late --exporters 2 --reorder 0.01
fault restarts --exporters 2 --restarts 2
fault wrap --exporters 2 --first-sequence 4294960000
