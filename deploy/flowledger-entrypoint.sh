#!/usr/bin/env bash
# `receive …` runs the receiver, `nightly …` and what else works on a warehouse in a batch runs on Flink inside this process; anything
# else is for Flink's own entry point (jobmanager, taskmanager, kubernetes-…).
set -euo pipefail
home=${FLINK_HOME:-/opt/flink}
main=(-cp "$home/usrlib/flowledger.jar:$home/lib/*" io.flowledger.cli.Flowledger)
case "${1:-}" in
  receive)
    exec java -Xms64m -Xmx64m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError ${FLOWLEDGER_JVM_OPTS:-} "${main[@]}" "$@"
    ;;
  nightly|rollup|percentile|compact|expire|audit|account|sql)
    opens=(--add-exports=java.base/sun.net.util=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED)
    for package in lang net io nio lang.reflect text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
      opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
    done
    # where Flink looks for file systems: s3
    export FLINK_PLUGINS_DIR=${FLINK_PLUGINS_DIR:-$home/plugins}
    exec java -XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError "${opens[@]}" ${FLOWLEDGER_JVM_OPTS:-} "${main[@]}" "$@"
    ;;
esac
exec /docker-entrypoint.sh "$@"
