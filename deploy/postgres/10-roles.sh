#!/bin/sh
# Run once by the database's first start: the roles, then their passwords out of the secret files.
set -eu
run() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" "$@"; }
run --file /deploy/roles.sql
for name in owner app worker backup; do
    # psql itself reads the file, so that no password stands in the process list
    run <<SQL
\set password \`cat /run/secrets/${name}_password\`
alter role throughcare_${name} password :'password';
SQL
done
