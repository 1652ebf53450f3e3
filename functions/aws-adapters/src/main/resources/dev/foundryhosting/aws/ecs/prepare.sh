# SPDX-License-Identifier: Apache-2.0
# Prepares a user's folder before the server starts, for a POSIX shell. It may be killed anywhere: the next start
# repeats it.
set -eu
umask 077
config=/data/Config
mkdir -p "$config"

# One server at most writes the folder, so a lock that is there was left by a server that was killed.
rm -rf "$config/options.json.lock"

# A signed licence holds for one host name and one key. The platform has laid in what it keeps for this run's licence.
# Where the owner has registered another key since, it goes, and the image writes the key of this run. A shorter value
# is no key but an index into the account's keys.
license=$config/license.json
key=$(printf '%s' "${FOUNDRY_LICENSE_KEY:-}" | tr -d '-')
if [ -z "${STABLE_HOSTNAME:-}" ]; then
  rm -rf "$license"
elif [ ${#key} -ge 24 ] && [ -e "$license" ]; then
  case $(tr -d '-' <"$license" || true) in
    *"$key"*) ;;
    *) rm -rf "$license" ;;
  esac
fi
# By this file an earlier version knew whose the licence was.
rm -f "$config/license.mark"

# Foundry's process sees no variables but HOME and NODE_*, so its S3 configuration must be a file. Since version 11 the
# credentials stand under their own key.
printf '{"buckets":["%s"],"region":"%s","credentials":{"accessKeyId":"%s","secretAccessKey":"%s"}}' \
  "$ASSETS_BUCKET" "$ASSETS_REGION" "$ASSETS_ACCESS_KEY_ID" "$ASSETS_SECRET_ACCESS_KEY" \
  >"$config/aws.json.new"
chown 1000:1000 "$config/aws.json.new" 2>/dev/null || true
mv "$config/aws.json.new" "$config/aws.json"
