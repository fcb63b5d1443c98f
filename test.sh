#!/usr/bin/env bash
# Installs or starts what the tests need, then runs them.
#   ./test.sh                              every test
#   ./test.sh --filter FullyQualifiedName~Sse            arguments go to `dotnet test`
#   ./test.sh tests/CodexPooler.Grpc.Tests one project
#   ./test.sh --long [...]                 the long forms too (soak, chaos, fuzzing)
# CODEX_POOLER_TESTS=all makes a missing broker, database, browser or client a failure instead of a skip.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export CODEX_POOLER_TEST_CACHE="${CODEX_POOLER_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/codex-pooler-tests}"

if [ "${1:-}" = --long ]; then export CODEX_POOLER_LONG=1; shift; fi
target=CodexPooler.sln
if [ $# -gt 0 ] && [ -e "$1" ]; then target=$1; shift; fi

missing_packages() {
  command -v rabbitmq-server >/dev/null || [ -x /usr/sbin/rabbitmq-server ] || echo rabbitmq-server
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || echo postgresql
  command -v chromium >/dev/null || echo chromium
  command -v etcd >/dev/null || echo etcd-server
  command -v h2load >/dev/null || echo nghttp2-client
  /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null || echo python3-grpcio python3-protobuf
  compgen -G '/lib/*/libsqlite3.so.0' >/dev/null || compgen -G '/usr/lib/*/libsqlite3.so.0' >/dev/null || echo libsqlite3-0
  compgen -G '/lib/*/libzstd.so.1' >/dev/null || compgen -G '/usr/lib/*/libzstd.so.1' >/dev/null || echo libzstd1
}

install_packages() {
  local packages; packages=$(missing_packages | tr '\n' ' ')
  [ -n "${packages// /}" ] || return 0
  local root=(); [ "$(id -u)" = 0 ] || root=(sudo -n)
  echo "test.sh: installing $packages"
  local log; log=$(mktemp)
  # shellcheck disable=SC2086
  if ! { command -v apt-get >/dev/null && "${root[@]}" apt-get update &&
         "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "test.sh: could not install $packages; tests that need them skip, or fail under CODEX_POOLER_TESTS=all" >&2
  fi
  rm -f "$log"
}

install_clients() {
  [ -x tests/npm/install.sh ] || return 0
  local folder
  for folder in tests/npm/*/; do
    [ -f "$folder/package.json" ] || continue
    tests/npm/install.sh "$(basename "$folder")" ||
      echo "test.sh: npm packages of $folder could not be installed; tests that need them skip, or fail under CODEX_POOLER_TESTS=all" >&2
  done
}

install_packages
install_clients

dotnet build "$target" -m:2 -v q --nologo
log=$(mktemp); trap 'rm -f "$log"' EXIT
status=0
# Started in the background a shell ignores Ctrl-C, and so would every program under test that is asked to leave by it.
heeding=(); if env --default-signal=INT true 2>/dev/null; then heeding=(env --default-signal=INT); fi
"${heeding[@]}" dotnet test "$target" --no-build -m:2 --nologo -v q --logger "console;verbosity=minimal" "$@" 2>&1 | tee "$log" || status=$?

# One closing line over all assemblies, for people and for CI.
awk -v status="$status" '
  match($0, /Failed: *[0-9]+, Passed: *[0-9]+, Skipped: *[0-9]+/) {
    split(substr($0, RSTART, RLENGTH), part, /[^0-9]+/)
    failed += part[2]; passed += part[3]; skipped += part[4]
  }
  END {
    if (status != 0 && failed == 0) failed = 1
    if (passed + failed == 0) { print "test.sh: no test ran"; exit 1 }
    printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
  }' "$log"
exit "$status"
