#!/bin/sh
# The broker: every message on disk within a second, nothing dropped when memory is short, the password by stdin.
set -eu
exec valkey-server - <<CONFIGURATION
bind * -::*
port 6379
dir /data
requirepass $(cat /run/secrets/redis_password)
appendonly yes
appendfsync everysec
save ""
maxmemory 384mb
maxmemory-policy noeviction
CONFIGURATION
