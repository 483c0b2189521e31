#!/bin/sh
# Sees to it that there is a Chromium with its driver: installs both where the package manager is Debian's and we are
# root, else says what to install. Exit status 0: they are there; 69: they are not.
set -u

there() {
  command -v chromedriver >/dev/null &&
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
}

there && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing chromium and chromium-driver (once; a minute or so) ..."
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  apt="apt-get -qq -y -o Acquire::Retries=1 -o Acquire::http::Timeout=30"
  if { $apt update && $apt install --no-install-recommends chromium chromium-driver fonts-dejavu-core; } \
    >"$log" 2>&1 && there; then
    rm -f "$log"
    exit 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
fi
echo "The tests of the pages need Chromium and its driver, of one version, on the PATH: install them (Debian and Ubuntu:" >&2
echo "apt install chromium chromium-driver), then run make test-browser again." >&2
exit 69
