#!/bin/sh
# Up to version 12: under errexit, the status 143 of an interrupted wait ends this shell at once.
set -o nounset
set -o errexit

handle_sigterm() {
  log "TERM signal received.  Shutting down server."
  kill -TERM "$child_pid"
}

. ./image.sh
if [ -n "${FOUNDRY_USERNAME:-}" ] && [ -n "${FOUNDRY_PASSWORD:-}" ]; then
  login
fi
install
apply_license
drop=
if [ -f runs-as ]; then
  # On the access point all files belong to one user.
  chown -R "$FOUNDRY_UID:$FOUNDRY_GID" /data
  drop="setpriv --reuid=$FOUNDRY_UID --regid=$FOUNDRY_GID --clear-groups"
fi
trap handle_sigterm TERM
$drop ./launcher.sh "$@" &
child_pid=$!
wait "$child_pid"
trap - TERM
exit 0
