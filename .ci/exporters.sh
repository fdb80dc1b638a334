#!/usr/bin/env bash
# Real exporters into collect: softflowd and fprobe watch real traffic between two network namespaces; what is in Parquet must
# equal an independent capture of their export datagrams decoded by tshark, and what softflowctl says was exported.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD

if [ "$(id -u)" != 0 ]; then echo "exporters.sh needs root: it makes network namespaces" >&2; exit 1; fi
need=()
command -v softflowd >/dev/null || need+=(softflowd)
command -v fprobe >/dev/null || need+=(fprobe)
command -v tshark >/dev/null || need+=(tshark)
command -v tcpdump >/dev/null || need+=(tcpdump)
command -v ip >/dev/null || need+=(iproute2)
command -v curl >/dev/null || need+=(curl)
command -v python3 >/dev/null || need+=(python3)
command -v ping >/dev/null || need+=(iputils-ping)
if [ ${#need[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
# the packages may have started daemons of their own; ours are told apart by namespace and pid file

work=$(mktemp -d)
left=fl-left-$$ right=fl-right-$$
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  for file in "$work"/softflowd.pid; do [ -f "$file" ] && kill "$(cat "$file")" 2>/dev/null || true; done
  ip netns del $left 2>/dev/null || true
  ip netns del $right 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

ip netns add $left
ip netns add $right
ip -n $left link add fl0 type veth peer name fl1 netns $right
ip -n $left addr add 192.0.2.1/24 dev fl0
ip -n $right addr add 192.0.2.2/24 dev fl1
for end in "$left fl0" "$right fl1"; do set -- $end; ip -n "$1" link set "$2" up; ip -n "$1" link set lo up; done

in_left() { ip netns exec $left "$@"; }
in_right() { ip netns exec $right "$@"; }

# the collector, the independent capture and both exporters live in the left namespace
ip netns exec $left env FLOWLEDGER_LOG="$work/flowledger.log" ./flowledger collect --listen 127.0.0.1:2055 --warehouse "$work/warehouse" \
  --spool "$work/spool" --checkpoint-interval 2s --format json >"$work/collect.json" 2>"$work/collect.err" &
collect=$!; pids+=($collect)
for _ in $(seq 600); do
  grep -q 'listening on' "$work/collect.err" && break
  kill -0 $collect 2>/dev/null || { cat "$work/collect.err" >&2; exit 1; }
  sleep 0.2
done
ip netns exec $left tcpdump -q -i lo -s 0 -U -w "$work/export.pcap" udp port 2055 2>"$work/tcpdump.err" &
tcpdump=$!; pids+=($tcpdump)
for _ in $(seq 100); do grep -q 'listening on' "$work/tcpdump.err" && break; sleep 0.1; done
ip netns exec $left softflowd -i fl0 -v 5 -n 127.0.0.1:2055 -p "$work/softflowd.pid" -c "$work/softflowd.ctl" -d >"$work/softflowd.log" 2>&1 &
softflowd=$!; pids+=($softflowd)
ip netns exec $left fprobe -i fl0 -l 2:9 127.0.0.1:2055 >"$work/fprobe.log" 2>&1 &
fprobe=$!; pids+=($fprobe)
sleep 1

# real traffic: web, ping, datagrams that are answered by ICMP
head -c 3000000 /dev/urandom >"$work/file.bin"
(cd "$work" && exec ip netns exec $right python3 -m http.server 8080 --bind 192.0.2.2 >/dev/null 2>&1) &
pids+=($!)
sleep 1
for _ in $(seq 40); do in_left curl -s -o /dev/null http://192.0.2.2:8080/file.bin; done
in_left ping -q -c 20 -i 0.05 192.0.2.2 >/dev/null
for port in $(seq 7000 7099); do in_left bash -c "echo probe >/dev/udp/192.0.2.2/$port" 2>/dev/null || true; done
sleep 2

in_left softflowctl -c "$work/softflowd.ctl" expire-all >/dev/null
sleep 1
in_left softflowctl -c "$work/softflowd.ctl" statistics >"$work/statistics"
kill "$fprobe"
sleep 3
kill -TERM $tcpdump; wait $tcpdump || true
kill -TERM $collect; wait $collect
tail -n 1 "$work/collect.json"

# what an independent decoder says was exported: per UDP source port flows, packets, octets
tshark -r "$work/export.pcap" -d udp.port==2055,cflow -T fields -E separator=';' -E aggregator=',' \
  -e udp.srcport -e cflow.packets -e cflow.octets 'udp.dstport == 2055' 2>/dev/null |
  awk -F';' '{ n = split($2, p, ","); split($3, o, ","); flows[$1] += n; for (i = 1; i <= n; i++) { packets[$1] += p[i]; octets[$1] += o[i] } }
       END { for (port in flows) printf "%d %d %d %d\n", port, flows[port], packets[port], octets[port] }' | sort >"$work/expected"
./flowledger sql --warehouse "$work/warehouse" \
  -e 'SELECT exporter_port, COUNT(*), SUM(packets), SUM(`bytes`) FROM flows GROUP BY exporter_port' |
  awk 'NR > 2 { print $1, $2, $3, $4 }' | sort >"$work/archived"
./flowledger import "$work/export.pcap" --warehouse "$work/imported" >/dev/null
./flowledger sql --warehouse "$work/imported" \
  -e 'SELECT exporter_port, COUNT(*), SUM(packets), SUM(`bytes`) FROM flows GROUP BY exporter_port' |
  awk 'NR > 2 { print $1, $2, $3, $4 }' | sort >"$work/imported.sums"

echo "source port, flows, packets, octets by tshark:"; cat "$work/expected"
[ "$(wc -l <"$work/expected")" = 2 ] || { echo "FAILED: expected datagrams of two exporters" >&2; cat "$work/softflowd.log" "$work/fprobe.log" >&2; exit 1; }
diff "$work/expected" "$work/archived" || { echo "FAILED: collect differs from tshark" >&2; exit 1; }
diff "$work/expected" "$work/imported.sums" || { echo "FAILED: import differs from tshark" >&2; exit 1; }
exported=$(sed -n 's/^Flows exported: \([0-9]*\).*/\1/p' "$work/statistics")
[ -n "$exported" ] && awk -v n="$exported" '$2 == n { found = 1 } END { exit !found }' "$work/archived" ||
  { echo "FAILED: softflowctl says $exported flows were exported" >&2; cat "$work/statistics" >&2; exit 1; }
echo "collect = tshark = import for both exporters; softflowctl confirms $exported flows"
