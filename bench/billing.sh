#!/usr/bin/env bash
# A bill with and without what was lost: an hour of traffic of which 10 % is lost in bursts, by customer. The same hour without loss is the truth.
#   bench/billing.sh [SEED [RATE [MINUTES [LOSS [BURST]]]]]        5, 2,000 flows/s, 60 minutes of virtual time, 0.1, 20 datagrams
# A seed is the same traffic and the same losses as in `flowledger bench accounting --accounting bench/billing/accounting.yaml`.
# Prints octets by customer: really sent, received, estimated, interval. Fails unless the intervals hold the truth. KEEP=1 keeps the files.
set -euo pipefail
cd "$(dirname "$0")/.."
seed=${1:-5} rate=${2:-2000} minutes=${3:-60} loss=${4:-0.1} burst=${5:-20}
work=$(mktemp -d)
cleanup() { if [ "${KEEP:-0}" = 1 ]; then echo "files: $work"; else rm -rf "$work"; fi; }
trap cleanup EXIT
export FLOWLEDGER_LOG=$work/flowledger.log
./flowledger --version >/dev/null # builds if need be
export FLOWLEDGER_NO_BUILD=1

books() { # LOSS → a warehouse of that name
  local lossy=()
  [ "$1" = 0 ] || lossy=(--loss "$1" --loss-burst "$burst")
  ./flowledger send --pcap "$work/$1.pcap" --seed "$seed" --engines 2 --rate "$rate" --for "${minutes}m" --start 2026-01-01T12:00:00Z "${lossy[@]}" >/dev/null
  ./flowledger import "$work/$1.pcap" --warehouse "$work/$1" --accounting bench/billing/accounting.yaml >/dev/null 2>&1
  rm "$work/$1.pcap"
}
books 0
books "$loss"
bill='SELECT dst_customer AS customer, SUM(observed_octets) AS received, CAST(SUM(octets) AS BIGINT) AS estimated,
  CAST(lower_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third), SUM(octets_spread), SUM(octets_exposure)) AS BIGINT) AS lower_end,
  CAST(upper_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third), SUM(octets_spread), SUM(octets_exposure), SUM(unestimated_flows)) AS BIGINT) AS upper_end
  FROM postings WHERE `view` = '"'billing'"' GROUP BY dst_customer ORDER BY dst_customer'
for books in 0 "$loss"; do
  ./flowledger sql --warehouse "$work/$books" -e "$bill" | awk 'NR > 2' >"$work/$books.bill"
done
join "$work/0.bill" "$work/$loss.bill" | awk '
  BEGIN { printf "%-10s %15s %15s %8s %15s %8s  %s\n", "customer", "sent", "received", "", "estimated", "", "95 % interval" }
  { held = $8 + 0 <= $2 + 0 && $2 + 0 <= $9 + 0; missed += !held
    printf "%-10s %15.0f %15.0f %+7.2f%% %15.0f %+7.2f%%  %.0f – %.0f%s\n", $1, $2, $6, 100 * ($6 / $2 - 1), $7, 100 * ($7 / $2 - 1), $8, $9, held ? "" : "  MISSED" }
  END { exit missed > 0 }'
