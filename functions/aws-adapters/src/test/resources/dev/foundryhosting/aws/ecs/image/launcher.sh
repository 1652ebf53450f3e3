#!/bin/sh
set -o nounset
set -o errexit
mkdir -p /data/Config
node -e 'console.log(JSON.stringify({
  awsConfig: process.env.FOUNDRY_AWS_CONFIG,
  hostname: process.env.FOUNDRY_HOSTNAME,
  world: process.env.FOUNDRY_WORLD || null
}))' >/data/Config/options.json
if [ -n "${FOUNDRY_ADMIN_KEY:-}" ]; then
  echo "hash of the admin key" >/data/Config/admin.txt
else
  rm -f /data/Config/admin.txt
fi
if [ "${FOUNDRY_IP_DISCOVERY:-}" = false ]; then
  set -- "$@" --noipdiscovery
fi
# Foundry sees no other variables, and each of these as words.
carried=$(env | grep -E '^(HOME|NODE_[A-Za-z0-9_]+)=' || true)
exec env -i $carried node "$@"
