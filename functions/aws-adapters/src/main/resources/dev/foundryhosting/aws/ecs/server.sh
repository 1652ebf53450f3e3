# SPDX-License-Identifier: Apache-2.0
# PID 1 of the server's container, for a POSIX shell (dash, busybox ash). Its arguments are those of the image's own
# command. It starts the image's entry point as a child, hands TERM to Foundry itself, and ends when Foundry is gone,
# with the entry point's exit code.
#
# Why: the entry points of images before 2026-09-20 end at TERM without waiting for Foundry. As PID 1 such an entry
# point takes Foundry down while it writes its worlds.
set -u
trap 'exit 143' TERM
entry=
result=

say() {
  echo "PID 1: $*" >&2
}

# Whether a process runs: one that ended and waits for its parent does not. The state follows the name in brackets.
runs() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  case ${stat##*)} in
    ' Z'* | ' X'*) return 1 ;;
  esac
}

# The processes of Foundry: node with the application's main file among its arguments.
foundry() {
  for process in /proc/[0-9]*; do
    line=$(tr '\000' ' ' 2>/dev/null <"$process/cmdline") || continue
    case ${line%% *} in
      node | */node) ;;
      *) continue ;;
    esac
    case $line in
      *' resources/app/main'* | *'/resources/app/main'*) echo "${process#/proc/}" ;;
    esac
  done
}

# Half a second, where the sleep of the image takes fractions.
pause() {
  sleep 0.5 2>/dev/null || sleep 1
}

# Foundry is asked once, and has all the time that ECS grants. Where there is no Foundry (the image installs it, or
# sleeps after a failure), the entry point is asked and has ten seconds.
stop() {
  last=$?
  trap '' TERM
  asked=' '
  idle=0
  while :; do
    found=$(foundry)
    for process in $found; do
      case $asked in
        *" $process "*) ;;
        *)
          say "TERM to Foundry, process $process"
          kill -TERM "$process"
          asked="$asked$process "
          ;;
      esac
    done
    if [ -n "$found" ]; then
      idle=0
    else
      runs "$entry" || break
      idle=$((idle + 1))
      # An entry point that outlives Foundry holds nothing that must be saved.
      if { [ "$asked" = ' ' ] && [ "$idle" -eq 1 ]; } || [ "$idle" -eq 6 ]; then
        say "TERM to the entry point"
        kill -TERM "$entry"
      fi
      if [ "$idle" -gt 20 ]; then
        say "The entry point did not end"
        exit 143
      fi
    fi
    pause
  done
  wait "$entry"
  status=$?
  # 127: an earlier wait has seen the end already.
  [ "$status" -ne 127 ] || status=${result:-$last}
  say "Stopped, exit code $status"
  exit "$status"
}

# Foundry signs its licence to the machine's host name. Each task on Fargate has another one, and no task can set it, so
# a file that node loads first answers with the licence's own name.
if [ -n "${STABLE_HOSTNAME:-}" ]; then
  (
    umask 022
    cat >"${NODE_OPTIONS#--require=}" <<END
require('os').hostname = () => '$STABLE_HOSTNAME';
require('module').syncBuiltinESMExports();
END
  ) || exit 1
fi

# The cache can only be read here, and no account is: without the release the image would end with its own words, or
# sleep. The platform knows this exit code.
if [ ! -s "$CONTAINER_CACHE/foundryvtt-$FOUNDRY_VERSION.zip" ]; then
  say "Foundry $FOUNDRY_VERSION is not in the release cache"
  exit 61
fi

# A world may be gone since it was chosen, or was open last. Without it the server shows its setup.
if [ -n "${FOUNDRY_WORLD:-}" ] && [ ! -f "/data/Data/worlds/$FOUNDRY_WORLD/world.json" ]; then
  say "World '$FOUNDRY_WORLD' is gone, the setup opens"
  unset FOUNDRY_WORLD
fi

./entrypoint.sh "$@" &
entry=$!
trap stop TERM
wait "$entry"
result=$?
while [ -n "$(foundry)" ]; do
  pause
done
exit "$result"
