# What bin/margin and bin/test share: finding Swift, installing packages, building the program. Sourced with
# `root` set, and for build_release `program`, `stamp` and `is_fresh`; everything is said on standard error.

missing=""

say() { printf 'margin: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Puts a Swift of version 6.0 or newer first on the PATH.
find_swift() {
  found=""
  for candidate in "$(command -v swift || true)" /opt/swift/usr/bin/swift /usr/libexec/swift/bin/swift \
    "${SWIFTLY_BIN_DIR:-${HOME:-/root}/.local/share/swiftly/bin}/swift" "${HOME:-/root}/.swiftly/bin/swift"; do
    [ -x "$candidate" ] || continue
    version=$("$candidate" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    case $version in
      [6-9].* | [1-9][0-9].*)
        PATH=$(dirname "$candidate"):$PATH
        export PATH
        return
        ;;
      ?*) found="$found $version at $candidate," ;;
    esac
  done
  say "Swift 6.0 or newer is needed to build and was not found${found:+ (found:$found too old)}."
  fail "Install it as https://www.swift.org/install/linux/ says, put its usr/bin on the PATH, and run this again."
}

# want PACKAGE TEST...: notes a Debian package as missing unless the test succeeds.
want() {
  package=$1
  shift
  "$@" >/dev/null 2>&1 || missing="$missing $package"
}

want_build_packages() {
  want ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
  want git command -v git
  want binutils command -v ld
  want g++ test -d /usr/include/c++
  want pkg-config command -v pkg-config
  want zlib1g-dev pkg-config --exists zlib
  want libminizip-dev pkg-config --exists minizip
  want libxlsxwriter-dev pkg-config --exists xlsxwriter
}

want_test_packages() {
  want python3 command -v python3
  want libreoffice-calc command -v soffice
  want python3-uno /usr/bin/python3 -c 'import uno'
}

# Installs what `want` found missing. Where that cannot be done it says what to do and returns 1.
try_install_missing() {
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null; then
    say "these packages of Debian are missing, and there is no apt-get to install them:$missing"
    say "Install what they are called on this system, and run this again."
    return 1
  fi
  by_root="apt-get update && apt-get install -y$missing"
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "these packages are missing:$missing. Installing them takes root, and there is no sudo."
      say "As root run: $by_root"
      return 1
    fi
    as_root=sudo
  fi
  say "installing with ${as_root:+sudo }apt-get:$missing"
  log=$(mktemp)
  # A package list that cannot be renewed may still do.
  $as_root apt-get update >"$log" 2>&1 || say "apt-get update failed; trying with the list that is here"
  if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 $missing >>"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    say "apt-get could not install all of:$missing"
    say "Mend what it says above (network, package sources, rights), or as root run: $by_root"
    return 1
  fi
  rm -f "$log"
  missing=""
}

install_missing() { try_install_missing || exit 1; }

# Says every 20 seconds how far the build in the log is, until it is killed.
tell_progress() {
  exec 9>&-
  seconds=0
  while sleep 20 >/dev/null 2>&1 </dev/null; do
    seconds=$((seconds + 20))
    say "  ${seconds} s: $(tail -n 1 "$1" | cut -c 1-100)"
  done
}

# Builds the release program; runs that come at the same time wait, and then find it built.
build_release() {
  mkdir -p "$root/.build" 2>/dev/null && [ -w "$root/.build" ] ||
    fail "cannot write to $root/.build, where the program is built; give this user the right to, and run this again"
  exec 9>"$root/.build/margin.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "another build is running here; waiting for it"
    flock 9
  fi
  if ! is_fresh; then
    if [ -x "$program" ]; then
      say "the sources have changed: building again, about one minute, up to five"
    else
      say "building the program for the first time: two to four minutes on two cores, then never again"
    fi
    log=$root/.build/margin-build.log
    touch "$stamp.new"
    : >"$log"
    tell_progress "$log" &
    ticker=$!
    trap 'kill "$ticker" 2>/dev/null || true' EXIT
    trap 'exit 130' INT TERM
    status=0
    # With Swift's own library inside, the program runs where there is no Swift, and an installed copy stays well.
    static=""
    [ "$(uname -s)" != Linux ] || static="--static-swift-stdlib -Xlinker --strip-debug"
    (cd "$root" && exec swift build -c release $static --product margin) >"$log" 2>&1 </dev/null 9>&- || status=$?
    kill "$ticker" 2>/dev/null || true
    trap - EXIT INT TERM
    if [ "$status" -ne 0 ]; then
      cat "$log" >&2
      ! grep -qiE 'failed to clone|could not resolve host|unable to access' "$log" ||
        say "SwiftPM could not fetch swift-argument-parser: the first build needs the network."
      fail "the build failed; the lines above are in $log"
    fi
    mv "$stamp.new" "$stamp"
    say "built"
  fi
  exec 9>&-
}
