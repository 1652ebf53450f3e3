# What the entry points of both lines do alike.
license=/data/Config/license.json
release=$CONTAINER_CACHE/foundryvtt-$FOUNDRY_VERSION.zip
logged_in=no

log() {
  echo "Entrypoint | $*"
}

# At foundryvtt.com, which limits logins.
login() {
  log "Logging in."
  echo login >>/site/logins
  if [ "$(cat /site/answer)" != 200 ]; then
    log "Authentication failed: $(cat /site/answer)"
    return 1
  fi
  logged_in=yes
}

install() {
  if [ $logged_in = yes ] && [ ! -f "$release" ]; then
    log "Downloading."
    echo zip >"$CONTAINER_CACHE/downloading.zip"
    mv "$CONTAINER_CACHE/downloading.zip" "$release"
  fi
  if [ ! -f "$release" ]; then
    log "Unable to install Foundry Virtual Tabletop!"
    exit 1
  fi
  if [ "$(cat "$release")" != zip ]; then
    log "The release file does not contain the expected zip data."
    rm "$release"
    exit 1
  fi
  mkdir -p resources/app
  cp main.mjs resources/app/
  log "Installed."
}

apply_license() {
  key=${FOUNDRY_LICENSE_KEY:-}
  if [ -f "$license" ]; then
    log "Not modifying existing installation license key."
    return
  fi
  mkdir -p /data/Config
  if [ ${#key} -ge 24 ]; then
    printf '{ "license": "%s" }\n' "$key" | tr -d '-' >"$license"
  elif [ $logged_in = yes ]; then
    printf '{ "license": "%s" }\n' "$(cat /site/key)" >"$license"
  else
    log "Unable to apply a license key."
  fi
}
