#!/usr/bin/env bash
# install.sh FOLDER: installs a folder beside this script (or a path from here) once into the test cache and prints the folder that holds its node_modules.
# The folder's name carries the lock file's hash, so a changed lock file installs anew and a finished folder never changes.
# Lock files are made without registry hosts: npm install --package-lock-only --omit-lockfile-registry-resolved
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FOLDER (beside this script, or a path from here)" >&2; exit 1; }
source="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/$1"
name="$(basename "$source")"
[ -f "$source/package-lock.json" ] || { echo "$0: '$1' has no package-lock.json here" >&2; exit 1; }
cache="${CODEX_POOLER_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/codex-pooler-tests}/npm"
hash="$(sha256sum "$source/package-lock.json" | cut -c1-12)"
target="$cache/$name-$hash"
mkdir -p "$cache"
exec 9>"$cache/.$name.lock"
flock 9
if [ ! -d "$target" ]; then
  command -v npm >/dev/null || { echo "$0: npm is not on the PATH; install Node.js 20 or newer" >&2; exit 1; }
  work="$(mktemp -d "$cache/.$name.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  cp "$source/package.json" "$source/package-lock.json" "$work/"
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >&2)
  chmod 755 "$work"
  mv -T "$work" "$target"
fi
echo "$target"
