# SPDX-License-Identifier: Apache-2.0
# Downloads the release of the image's version into the cache, for a POSIX shell (dash, busybox ash), with tools that
# all images bring: curl, unzip, and the scripts by which the image itself logs in. Only this container may write the
# cache, and only it has the account.
#
# Exit codes: 62 not the release, 63 login refused, 64 too many requests, 65 download failed.
set -u
umask 022
trap 'exit 143' TERM
cache=$CONTAINER_CACHE
archive=$cache/foundryvtt-$FOUNDRY_VERSION.zip
own=$(mktemp -d) && log=$own/log && cookies=$own/cookies || exit 65

# Ends with a sentence for the log. What the tools say may hold the account or a signed link, and stays here.
end() {
  echo "Release: $2" >&2
  exit "$1"
}

too_many() {
  grep -qi -e 'too many requests' -e 'response 429' "$log"
}

if [ -s "$archive" ]; then
  end 0 "Foundry $FOUNDRY_VERSION is cached"
fi

# Each download has a folder of its own until it is checked: two at once end with one whole archive.
find "$cache" -maxdepth 1 -name '.new-*' -mmin +60 -exec rm -rf {} + 2>/dev/null
new=$(mktemp -d "$cache/.new-XXXXXX") || end 65 "The cache cannot be written"
trap 'rm -rf "$new" "$own"' EXIT

url=${FOUNDRY_RELEASE_URL:-}
if [ -z "$url" ]; then
  if ! ./authenticate.js "$FOUNDRY_USERNAME" "$FOUNDRY_PASSWORD" "$cookies" >"$log" 2>&1; then
    too_many && end 64 "foundryvtt.com takes no more logins for now"
    end 63 "foundryvtt.com refused the login"
  fi
  if ! url=$(./get_release_url.js "$cookies" "$FOUNDRY_VERSION" 2>"$log") || [ -z "$url" ]; then
    too_many && end 64 "foundryvtt.com takes no more requests for now"
    end 65 "foundryvtt.com gave no link to Foundry $FOUNDRY_VERSION"
  fi
fi

# Its configuration comes by standard input, so that no list of processes shows the link.
status=$(printf 'url = "%s"\n' "$url" | curl --config - --silent --location --connect-timeout 15 --max-time 1500 \
  --output "$new/archive" --write-out '%{http_code}' 2>/dev/null)
case $status in
  200) ;;
  429) end 64 "Too many downloads for now" ;;
  *) end 65 "The download ended with status ${status:-0}" ;;
esac

# All of it unpacks, and it is the build that it is to be. Archives for Node.js have no folder above the application.
unzip -p "$new/archive" >/dev/null 2>&1 || end 62 "The download is no whole archive"
found=$({
  unzip -p "$new/archive" resources/app/package.json 2>/dev/null || unzip -p "$new/archive" package.json 2>/dev/null
} | tr -d ' \t\r\n')
for part in "\"generation\":${FOUNDRY_VERSION%%.*}" "\"build\":${FOUNDRY_VERSION##*.}"; do
  case $found in
    *"$part",* | *"$part}"*) ;;
    *) end 62 "The download is not Foundry $FOUNDRY_VERSION for Linux" ;;
  esac
done
mv "$new/archive" "$archive" || end 65 "The cache cannot be written"
end 0 "Foundry $FOUNDRY_VERSION is cached now"
