#!/bin/sh
# The newest image: waits until Foundry has ended, and sleeps before it ends itself after a repeated failure.
set -o nounset
set -o errexit
asked=no
child_pid=
sleep_pid=
failures=${CONTAINER_CACHE:-/data/container_cache}/backoff_state

trap_sigterm() {
  log "TERM signal received.  Shutting down server."
  asked=yes
  if [ -n "$child_pid" ]; then
    kill -TERM "$child_pid" 2>/dev/null || true
  fi
  if [ -n "$sleep_pid" ]; then
    kill "$sleep_pid" 2>/dev/null || true
  fi
}

trap_exit() {
  code=$?
  set +e
  if [ $code -eq 0 ] || [ $code -eq 143 ] || [ $asked = yes ]; then
    rm -f "$failures"
    exit $code
  fi
  count=$(($(cat "$failures" 2>/dev/null || echo 0) + 1))
  echo $count >"$failures"
  if [ $count -gt 1 ]; then
    log "Failure $count.  Waiting before exiting."
    sleep $((10 * (1 << (count - 2)))) &
    sleep_pid=$!
    wait $sleep_pid
  fi
  trap - EXIT
  exit $code
}

. ./image.sh
trap trap_exit EXIT
touch /data/.container-permissions-test.txt
rm -f /data/.container-permissions-test.txt
if [ -n "${FOUNDRY_USERNAME:-}" ] && [ -n "${FOUNDRY_PASSWORD:-}" ]; then
  key=${FOUNDRY_LICENSE_KEY:-}
  if [ -f "$release" ] && { [ -f "$license" ] || [ ${#key} -ge 24 ]; }; then
    log "Requested release is cached and licensing is settled.  Skipping authentication."
  else
    login || log "Going on without a login."
  fi
fi
install
apply_license
trap trap_sigterm TERM
./launcher.sh "$@" &
child_pid=$!
while :; do
  status=0
  wait "$child_pid" || status=$?
  if [ $status -le 128 ] || ! kill -0 "$child_pid" 2>/dev/null; then
    break
  fi
done
trap - TERM
exit $status
