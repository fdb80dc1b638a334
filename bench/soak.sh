#!/usr/bin/env bash
# Kills at random moments while exporters go on sending: what became of every flow?
#   bench/soak.sh [KILLS [RATE [SECONDS_BETWEEN]]]        24 kills, 20,000 flows/s, about 12 s between two of them
# First `collect --listen`, receiver and job in one process: a quarter of the kills hit it. Then a receiver and, on a Flink cluster with
# ZooKeeper, a collect that follows its spool: the rest hit the receiver, the TaskManager that has the job, and the JobManager in turn.
# Each is started again at once. 1 % of the datagrams are lost on the way, 1 % repeated, 1 % late. At the end of both, `audit` recounts the
# ledger from the Parquet files. Fails unless it balances, nothing is archived twice and archived + lost = numbered.
# Loopback only; ends only what it started. KEEP=1 keeps the files, LEFTOVERS=report does not fail on in-progress files that kills left behind.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-24} rate=${2:-20000} between=${3:-12}
port=${PORT:-23155} rest=${REST_PORT:-28081}
for tool in jq curl; do command -v $tool >/dev/null || { echo "soak.sh needs $tool" >&2; exit 1; }; done

work=$(mktemp -d)
. bench/soak-lib.sh
cleanup() {
  end_all
  [ ! -d "$work/cluster" ] || ./flowledger cluster stop --dir "$work/cluster" >/dev/null 2>&1 || true
  if [ "${KEEP:-0}" = 1 ]; then echo "files: $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT
export FLOWLEDGER_LOG=$work/flowledger.log
./flowledger --version >/dev/null # builds if need be
export FLOWLEDGER_NO_BUILD=1
collect_options=(--checkpoint-interval 2s --reorder-window 2s)

send() { # send PART
  start "send-$1" '' ./flowledger send --to 127.0.0.1:"$port" --rate "$rate" --for 24h --profile cisco:3,ovs:1 --engines 2 \
    --records-per-datagram 1-30 --loss 0.01 --loss-burst 5 --duplicates 0.01 --reorder 0.01 --truth "$work/$1.truth.json"
  sender=$started
}
embedded() {
  start embedded 'listening on' ./flowledger collect --listen 127.0.0.1:"$port" --spool "$work/embedded.spool" \
    --warehouse "$work/embedded" "${collect_options[@]}" --format json
  collector=$started
}
receive() {
  start receive 'listening on' ./flowledger receive --listen 127.0.0.1:"$port" --spool "$work/cluster.spool" --format json
  receiver=$started
}
cluster() { ./flowledger cluster "$@" --dir "$work/cluster" >>"$work/cluster.out"; }
api() { curl -sf "http://localhost:$rest$1"; }

# the TaskManager whose slot is taken: its log has the id that the JobManager knows it by
busy_taskmanager() {
  local id log
  id=$(api /taskmanagers | jq -r 'first(.taskmanagers[] | select(.freeSlots < .slotsNumber) | .id)')
  log=$(grep -l "$id" "$work"/cluster/log/taskmanager-*.log | head -n 1)
  basename "$log" .log
}
runs_since() { # runs_since MILLISECONDS: every task of the job was started after that
  api "/jobs/$job" 2>/dev/null |
    jq -e --argjson at "$1" '.state == "RUNNING" and all(.vertices[]; .status == "RUNNING" and .["start-time"] > $at)' >/dev/null 2>&1
}

declare -A receiving=() running=() archiving=() hits=()
hit() { # hit KIND PART COMMAND…: kills by the command, and takes the times until rows come again
  local kind=$1 part=$2 begun
  shift 2
  begun=$(now_ms); touch "$work/kill"
  "$@" "$begun"
  until_true "archiving after a kill of the $kind" 120 committed_since "$work/kill" "$work/$part"
  archiving[$kind]+=" $(since "$begun")"
  hits[$kind]=$((${hits[$kind]:-0} + 1))
  echo -n .
}
hit_embedded() { kill_now "$collector"; embedded; receiving[embedded]+=" $(since "$1")"; }
hit_receiver() { kill_now "$receiver"; receive; receiving[receiver]+=" $(since "$1")"; }
hit_taskmanager() {
  local name
  name=$(busy_taskmanager)
  kill_now "$(cat "$work/cluster/pids/$name.pid")"
  cluster taskmanager
  until_true 'the job without its TaskManager' 120 runs_since "$1"
  running[taskmanager]+=" $(since "$1")"
}
hit_jobmanager() {
  kill_now "$(cat "$work/cluster/pids/jobmanager.pid")"
  cluster jobmanager
  until_true 'the job with a new JobManager' 120 runs_since "$1"
  running[jobmanager]+=" $(since "$1")"
}

# audit of a part agrees with the truth: run until the last gap is entered and has its cause
settled() {
  ./flowledger audit --warehouse "$work/$1" --format json >"$work/$1.audit.json" 2>"$work/$1.audit.err" &&
    [ $(($(audit "$1" .total.archived) + $(audit "$1" .total.lost))) = "$(numbered "$1")" ]
}
truth() { jq -r "$2" "$work/$1.truth.json"; }
audit() { jq -r "$2" "$work/$1.audit.json"; }
numbered() { echo $(($(truth "$1" .sent.flows) + $(truth "$1" .detectableLostFlows))); }
wait_settled() {
  local n
  for ((n = 0; n < 20; n++)); do settled "$1" && return; sleep 3; done
  echo "$1: the audit does not come to agree with what was sent" >&2
}

echo "$kills kills, $rate flows/s"
begun=$SECONDS
embedded
send embedded
for ((n = 0; n < kills / 4; n++)); do pause "$between"; hit embedded embedded hit_embedded; done
pause "$between"
end "$sender"
wait_settled embedded
end "$collector"

cluster start --taskmanagers 2 --slots 1 --rest-port "$rest" --high-availability
receive
./flowledger submit collect --attach "$work/cluster.spool" --warehouse "$work/archive" "${collect_options[@]}" --detached --dir "$work/cluster" \
  >"$work/submit.out" 2>&1
job=$(sed -n 's/.*with JobID \([0-9a-f]\{32\}\).*/\1/p' "$work/submit.out")
savepoints=$(sed -n 's/.*--savepointPath \(\S*\).*/\1/p' "$work/submit.out")
send archive
kinds=(receiver taskmanager jobmanager)
for ((n = kills / 4; n < kills; n++)); do
  pause "$between"
  kind=${kinds[n % 3]}
  hit "$kind" archive "hit_$kind"
done
pause "$between"
end "$sender"
wait_settled archive
"$work/cluster/bin/flink" stop --savepointPath "$savepoints" "$job" >"$work/stop.out" 2>&1
end "$receiver"
echo

status=0
for part in embedded archive; do settled "$part" || status=1; done
row() { printf '%-42s %-28s %s\n' "$@"; }
both() { row "$1" "$(eval "$2 embedded \"\$3\"")" "$(eval "$2 archive \"\$3\"")"; }
leftovers() { find "$work/$1" -name '*.inprogress.*' | wc -l; }
causes='.total.lostByCause | to_entries | map("\(.key) \(.value)") | join(", ")'
row '' 'collect --listen' 'receiver and Flink cluster'
row 'kill -9' "process ${hits[embedded]:-0}" \
  "receiver ${hits[receiver]:-0}, TaskManager ${hits[taskmanager]:-0}, JobManager ${hits[jobmanager]:-0}"
row 'receiving again after' "$(times ${receiving[embedded]:-})" "$(times ${receiving[receiver]:-})"
row 'job running again, TaskManager' '' "$(times ${running[taskmanager]:-})"
row 'job running again, JobManager' '' "$(times ${running[jobmanager]:-})"
row 'new files committed after' "$(times ${archiving[embedded]:-})" \
  "receiver $(times ${archiving[receiver]:-})"
row '' '' "TaskManager $(times ${archiving[taskmanager]:-})"
row '' '' "JobManager $(times ${archiving[jobmanager]:-})"
both 'datagrams sent, without copies' truth .sent.datagrams
both 'flows numbered, first to last seen' numbered ''
both 'flows archived' audit .total.archived
both 'flows lost, by cause' audit "$causes"
both '  lost on the way, in truth' truth .detectableLostFlows
both 'copies sent' truth .duplicates.datagrams
both 'flows archived twice' audit .total.duplicateFlows
both 'flows unexplained' audit .total.unexplained
both 'in-progress files left behind' leftovers ''
both 'audit' audit .total.verdict
echo "took $(((SECONDS - begun) / 60)) minutes"
if [ "${LEFTOVERS:-fail}" = fail ] && [ "$(($(leftovers embedded) + $(leftovers archive)))" -gt 0 ]; then status=1; fi
for part in embedded archive; do [ "$(audit $part .total.duplicateFlows)" = 0 ] || status=1; done
[ $status = 0 ] || { echo FAILED >&2; exit 1; }
