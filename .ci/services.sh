# PostgreSQL and Redis for the tests: on free ports, in a temporary directory, gone with it. Sourced by ./test.

installable() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

pg_bin() { ls -d /usr/lib/postgresql/*/bin /usr/local/pgsql/bin 2>/dev/null | sort -V | tail -n 1; }

# Debian as root: installs what is absent. Elsewhere: names it; the tests that need it are skipped by name.
install_missing() {
  local missing=()
  [ -n "$(pg_bin)" ] || missing+=(postgresql)
  command -v redis-server >/dev/null 2>&1 || missing+=(redis-server)
  if [ "$1" = full ]; then
    command -v chromium >/dev/null 2>&1 || missing+=(chromium)
    command -v strace >/dev/null 2>&1 || missing+=(strace)
    [ -n "$(ls /usr/share/fonts/opentype/noto/NotoSansCJK* 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
  fi
  [ ${#missing[@]} -gt 0 ] || return 0
  if installable; then
    say "Installing ${missing[*]} …"
    { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
      { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; }; } >"$WORK/apt.txt" 2>&1 ||
      { tail -n 5 "$WORK/apt.txt" >&2; say "Could not install ${missing[*]}: what needs them is skipped."; }
  else
    say "Not installed: ${missing[*]}. What needs them is skipped."
  fi
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# PostgreSQL refuses to run as root: then it runs as the user its package made.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_postgres() {
  local bin port data=$WORK/postgres
  bin=$(pg_bin)
  [ -n "$bin" ] || return 0
  port=$(free_port)
  mkdir "$data"
  [ "$(id -u)" != 0 ] || chown postgres "$data"
  as_postgres "$bin/initdb" -D "$data" -U xiaoer -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$WORK/initdb.txt" 2>&1 || { tail -n 5 "$WORK/initdb.txt" >&2; return 0; }
  # Nothing here outlives the run, so nothing is synced; the fault drills start their own, with everything on.
  as_postgres "$bin/pg_ctl" -D "$data" -s -w -l "$data/log.txt" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off \
    -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB" start >/dev/null || { tail -n 5 "$data/log.txt" >&2; return 0; }
  POSTGRES_STOP="$bin/pg_ctl"
  export XIAOER_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=xiaoer;Database=postgres"
}

start_redis() {
  local port
  command -v redis-server >/dev/null 2>&1 || return 0
  port=$(free_port)
  mkdir "$WORK/redis"
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$WORK/redis" >"$WORK/redis/log.txt" 2>&1 &
  REDIS_PID=$!
  for _ in $(seq 50); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then export XIAOER_TEST_REDIS="127.0.0.1:$port"; return 0; fi
    sleep 0.1
  done
}

stop_services() {
  [ -z "${POSTGRES_STOP:-}" ] || as_postgres "$POSTGRES_STOP" -D "$WORK/postgres" -s -m immediate stop >/dev/null 2>&1 || true
  [ -z "${REDIS_PID:-}" ] || kill "$REDIS_PID" 2>/dev/null || true
  rm -rf "$WORK"
}
