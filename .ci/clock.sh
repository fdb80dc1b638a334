#!/usr/bin/env bash
# A clock that is set back by an hour under a running receiver, and forward again: libfaketime gives the process a clock of its own.
# Everything sent is archived or entered as lost as it was, the audit balances, no time of receipt is an hour off, and the receiver says
# what happened. (Not for collect as well: libfaketime makes a process with as many threads as Flink has crawl.)
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in jq; do command -v $tool >/dev/null || need=1; done
library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -n 1 || true)
if [ -n "${need:-}" ] || [ -z "$library" ]; then
  [ "$(id -u)" = 0 ] || { echo "clock.sh needs jq and libfaketime: install them, or run it as root" >&2; exit 1; }
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends jq libfaketime >/dev/null
  library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 | head -n 1)
fi

work=$(mktemp -d)
. bench/soak-lib.sh
trap 'end_all; [ "${KEEP:-0}" = 1 ] || rm -rf "$work"' EXIT
export FLOWLEDGER_LOG=$work/flowledger.log
./flowledger --version >/dev/null # builds if need be
export FLOWLEDGER_NO_BUILD=1
port=${PORT:-23156}

echo '+0' >"$work/clock"
start receive 'listening on' env LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$work/clock" FAKETIME_CACHE_DURATION=1 \
  DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 ./flowledger receive --listen 127.0.0.1:"$port" --spool "$work/spool" --format json
receive=$started
start collect 'attached to' ./flowledger collect --attach "$work/spool" --warehouse "$work/warehouse" --checkpoint-interval 1s \
  --reorder-window 2s --format json
collect=$started
start send '' ./flowledger send --to 127.0.0.1:"$port" --rate 10000 --for 24h --engines 2 --loss 0.01 --loss-burst 5 --duplicates 0.01 \
  --truth "$work/truth.json"
sender=$started

go_on() { # until rows that were received from now on are committed
  touch "$work/now"
  until_true "$1" 90 committed_since "$work/now" "$work/warehouse"
}
go_on 'the beginning'
sleep 3
echo '-1h' >"$work/clock"
go_on 'after the step back'
sleep 8
echo '+0' >"$work/clock"
go_on 'after the step forward'
sleep 3
end "$sender"
numbered=$(jq '.sent.flows + .detectableLostFlows' "$work/truth.json")
accounted() {
  ./flowledger audit --warehouse "$work/warehouse" --format json >"$work/audit.json" 2>/dev/null &&
    [ "$(jq '.total.archived + .total.lost' "$work/audit.json")" = "$numbered" ]
}
until_true 'archived + lost = numbered, and the audit balances' 90 accounted
end "$receive"
end "$collect"
accounted || { echo "FAILED: after the stop the audit differs" >&2; cat "$work/audit.json" >&2; exit 1; }

fail() { echo "FAILED: $1" >&2; cat "$work/receive.err" >&2; exit 1; }
grep -q 'it was set back' "$work/receive.err" || fail "receive did not say that the clock was set back"
grep 'set back' "$work/receive.err" | head -n 1
[ "$(jq .total.duplicateFlows "$work/audit.json")" = 0 ] || fail "flows were archived twice"
[ "$(jq .total.lost "$work/audit.json")" = "$(jq .detectableLostFlows "$work/truth.json")" ] || fail "something was lost here"
# in all the time that passed, which is seconds, no time of receipt may be an hour off
read -r earliest latest < <(./flowledger sql --warehouse "$work/warehouse" \
  -e "SELECT TIMESTAMPDIFF(SECOND, MIN(received_at), CURRENT_TIMESTAMP), TIMESTAMPDIFF(SECOND, MAX(received_at), CURRENT_TIMESTAMP) FROM flows" |
  awk 'NR > 2 { print $1, $2; exit }')
[ "$earliest" -lt 1800 ] && [ "$latest" -ge 0 ] || fail "times of receipt are from $earliest to $latest s ago"
echo "clock set back by an hour and forward again: $(jq -c '{archived: .total.archived, lost: .total.lost}' "$work/audit.json") of $numbered numbered, balances"
