# For bench/soak.sh: processes that come up and go, what the archive has meanwhile, and times.
# Expects: work (a folder). Keeps: pids.

pids=()

# start NAME TEXT COMMAND…: in the background, until it says TEXT on standard error (at once if that is empty); its pid is in `started`
start() {
  local name=$1 text=$2 n
  shift 2
  "$@" >>"$work/$name.out" 2>"$work/$name.err" &
  started=$!; pids+=("$started")
  [ -n "$text" ] || return 0
  for ((n = 0; n < 1200; n++)); do
    if grep -qs "$text" "$work/$name.err"; then return; fi
    kill -0 "$started" 2>/dev/null || { echo "$name ended:" >&2; cat "$work/$name.err" >&2; exit 1; }
    sleep 0.05
  done
  echo "$name is not up after a minute" >&2; exit 1
}

# until_true WHAT SECONDS COMMAND…: repeats the command until it succeeds
until_true() {
  local what=$1 deadline=$((SECONDS + $2))
  shift 2
  until "$@"; do
    [ $SECONDS -lt $deadline ] || { echo "not within time: $what" >&2; exit 1; }
    sleep 0.3
  done
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# since MILLISECONDS: how long ago that was
since() { echo $(($(now_ms) - $1)); }

# committed_since FILE WAREHOUSE: whether rows written after FILE was touched are in the archive
committed_since() { [ -n "$(find "$2/flows" -name '[!.]*.parquet' -newer "$1" -print -quit 2>/dev/null)" ]; }

# times MILLISECONDS…: for people
times() {
  printf '%s\n' "$@" | sort -n |
    awk 'NF { v[++n] = $1 } END { if (n) printf "median %.1f s, longest %.1f s", v[int((n + 1) / 2)] / 1000, v[n] / 1000; else printf "none" }'
}

# end PID: SIGTERM, and its end
end() {
  local code=0
  kill -TERM "$1"
  wait "$1" || code=$?
  [ $code = 0 ] || [ $code = 143 ] || { echo "process $1 ended with $code" >&2; exit 1; }
}

# kill_now PID: kill -9, and its end where it is a child of ours
kill_now() {
  kill -9 "$1"
  wait "$1" 2>/dev/null || true
  while kill -0 "$1" 2>/dev/null; do sleep 0.01; done
}

# a pause around SECONDS
pause() { sleep "$(($1 / 2 + RANDOM % $1)).$((RANDOM % 10))"; }

end_all() { for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done; }
