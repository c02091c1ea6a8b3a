# Shared by ./run and ./test: what must be installed, and building only what changed. Sourced, not run.

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

need_dotnet() {
  local found
  found=$(cd "$ROOT" && dotnet --version 2>/dev/null) || found=
  case "$found" in
    10.*) ;;
    *) give_up "Xiaoer needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0 (found: ${found:-none})." ;;
  esac
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

need_node() {
  local found
  found=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  [ "${found:-0}" -ge 20 ] && command -v npm >/dev/null 2>&1 ||
    give_up "Xiaoer needs Node 20 or newer with npm: https://nodejs.org (found: ${found:-none})."
}

# One hash over the content of every source file below the given paths.
content_hash() {
  (cd "$ROOT" && find "$@" \( -name node_modules -o -name bin -o -name obj -o -path src/Xiaoer/wwwroot/widget -o -path widget/dist \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1)
}

# Runs a step of the build with its output kept for the case that it fails.
quietly() {
  local log=$ROOT/artifacts/log/$1.txt
  shift
  mkdir -p "$ROOT/artifacts/log"
  "$@" >"$log" 2>&1 </dev/null || { tail -n 60 "$log" >&2; give_up "That failed: $*"; }
}

progress() {
  if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; [ -n "$1" ] || return 0; elif [ -n "$1" ]; then say "$1"; fi
}

stamped() { [ "$(cat "$ROOT/artifacts/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$ROOT/artifacts/stamps" && printf '%s\n' "$2" >"$ROOT/artifacts/stamps/$1"; }

# The widget: npm packages when the lock changed, its bundle (into the server's wwwroot) when anything did.
build_widget() {
  local packages sources
  [ -f "$ROOT/widget/package.json" ] || return 0
  packages=$(content_hash widget/package-lock.json)
  sources=$(content_hash widget)
  if ! { stamped widget-packages "$packages" && [ -d "$ROOT/widget/node_modules" ]; }; then
    progress "Fetching the widget's packages …"
    quietly widget-packages npm --prefix "$ROOT/widget" ci --no-audit --no-fund
    stamp widget-packages "$packages"
  fi
  if ! { stamped widget "$sources" && [ -d "$ROOT/src/Xiaoer/wwwroot/widget" ]; }; then
    progress "Building the widget …"
    quietly widget npm --prefix "$ROOT/widget" run build
    stamp widget "$sources"
  fi
}

# Where the program can be compiled to machine code ahead of time, so that it starts in half the time.
compiled_for() {
  case "$(uname -sm)" in
    "Linux x86_64") [ -e /etc/alpine-release ] || echo linux-x64 ;;
    "Linux aarch64") [ -e /etc/alpine-release ] || echo linux-arm64 ;;
  esac
}

# The program as it is delivered: console trimmed and compressed, widget inside.
PROGRAM=artifacts/publish/Xiaoer/release/xiaoer
build_program() {
  local sources
  sources=$(content_hash src widget Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt .editorconfig)
  stamped program "$sources" && [ -x "$ROOT/$PROGRAM" ] && return 0
  need_dotnet
  need_node
  build_widget
  progress "Building server and console (a minute or two the first time) …"
  rm -rf "$ROOT/artifacts/publish/Xiaoer/release"
  quietly program dotnet publish "$ROOT/src/Xiaoer/Xiaoer.csproj" -c Release -v quiet --nologo -p:CompileFor="$(compiled_for)" -o "$ROOT/artifacts/publish/Xiaoer/release"
  stamp program "$sources"
  progress ""
}

# The load clients: ./run bench …
BENCH=artifacts/bin/Xiaoer.Bench/release/Xiaoer.Bench
build_bench() {
  local sources
  sources=$(content_hash bench src/Xiaoer.Shared Directory.Build.props Directory.Packages.props global.json)
  stamped bench "$sources" && [ -x "$ROOT/$BENCH" ] && return 0
  need_dotnet
  progress "Building the load clients …"
  quietly bench dotnet build "$ROOT/bench/Xiaoer.Bench/Xiaoer.Bench.csproj" -c Release -v quiet --nologo
  stamp bench "$sources"
  progress ""
}
