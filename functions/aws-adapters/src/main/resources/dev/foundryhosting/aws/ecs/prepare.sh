# SPDX-License-Identifier: Apache-2.0
# Prepares a user's folder before the server starts, for a POSIX shell. It may be killed anywhere: the next start
# repeats it.
set -eu
umask 077
config=/data/Config
mkdir -p "$config"

# One server at most writes the folder, so a lock that is there was left by a server that was killed.
rm -rf "$config/options.json.lock"

# A signed licence holds for one licence's host name and key. That of another run's licence goes, and the image writes
# the key of this run. The mark says whose file it is; the file goes first, so a kill in between keeps none too many.
mark=$config/license.mark
mine=
if [ -n "${STABLE_HOSTNAME:-}" ]; then
  mine=$(printf '%s %s' "$STABLE_HOSTNAME" "${FOUNDRY_LICENSE_KEY:-}" | sha256sum)
fi
if [ -z "$mine" ] || [ "$(cat "$mark" 2>/dev/null)" != "$mine" ]; then
  rm -f "$config/license.json" "$mark"
fi
if [ -n "$mine" ]; then
  printf '%s\n' "$mine" >"$mark.new"
  mv "$mark.new" "$mark"
fi

# Foundry's process sees no variables but HOME and NODE_*, so its S3 configuration must be a file. Since version 11 the
# credentials stand under their own key.
printf '{"buckets":["%s"],"region":"%s","credentials":{"accessKeyId":"%s","secretAccessKey":"%s"}}' \
  "$ASSETS_BUCKET" "$ASSETS_REGION" "$ASSETS_ACCESS_KEY_ID" "$ASSETS_SECRET_ACCESS_KEY" \
  >"$config/aws.json.new"
chown 1000:1000 "$config/aws.json.new" 2>/dev/null || true
mv "$config/aws.json.new" "$config/aws.json"
