#!/usr/bin/env bash
# `receive …` runs the receiver; anything else is for Flink's own entry point (jobmanager, taskmanager, kubernetes-…).
set -euo pipefail
if [ "${1:-}" = receive ]; then
  exec java -Xms64m -Xmx64m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError ${FLOWLEDGER_JVM_OPTS:-} \
    -cp "${FLINK_HOME:-/opt/flink}/usrlib/flowledger.jar:${FLINK_HOME:-/opt/flink}/lib/*" io.flowledger.cli.Flowledger "$@"
fi
exec /docker-entrypoint.sh "$@"
