#!/bin/sh
# Finds a Chromium for the tests, or installs one. Prints its path; an empty line means
# Playwright's own. Everything else goes to stderr.
set -u
here=$(cd "$(dirname "$0")/.." && pwd) || exit 1
python=$here/.venv/bin/python

runs() {
    "$1" --version </dev/null >/dev/null 2>&1 # a stub that only asks for a snap fails here
}

found() {
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        path=$(command -v "$name") && runs "$path" && echo "$path" && return
    done
    return 1
}

playwrights_own() {
    "$python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()' >/dev/null 2>&1 && echo
}

if [ -n "${READOUT_BROWSER:-}" ]; then
    path=$(command -v "$READOUT_BROWSER") && runs "$path" && echo "$path" && exit
    echo "READOUT_BROWSER=$READOUT_BROWSER does not run." >&2
    exit 1
fi

found && exit
playwrights_own && exit

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "No browser here: installing chromium with apt-get." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends chromium >&2
    found && exit
fi

echo "No browser here: installing Playwright's." >&2
"$python" -m playwright install chromium >&2 && playwrights_own && exit

cat >&2 <<END
The tests need Chromium or Google Chrome, and none could be installed. Install one, or
say where it is: READOUT_BROWSER=/path/to/chromium make test
END
exit 1
