#!/bin/sh
# Runs a command with a Secret Service of its own: a fresh session bus and a fresh, unlocked keyring, both gone afterwards.
#   test/keychain/with-secret-service.sh npx vitest run --project keychain
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" dbus-run-session -- sh -c '
  printf "password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
  exec "$@"
' sh "$@"
