#!/usr/bin/env bash
# Flink's own command line client, for the cluster in this folder (or any other with -m HOST:PORT).
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
export FLINK_CONF_DIR=${FLINK_CONF_DIR:-$home/conf}
export FLINK_LIB_DIR=$home/lib FLINK_OPT_DIR=$home/opt FLINK_PLUGINS_DIR=$home/plugins FLINK_BIN_DIR=$home/bin
# shellcheck disable=SC2086
exec "$java" -Xmx512m -XX:+UseSerialGC @OPENS@ -Dlog.file="$home/log/client.log" \
  -Dlog4j.configurationFile="file:$home/conf/log4j-cli.properties" ${FLINK_ENV_JAVA_OPTS_CLI:-} \
  -cp "$home/lib/*${FLINK_CLASSPATH:+:$FLINK_CLASSPATH}" org.apache.flink.client.cli.CliFrontend "$@"
