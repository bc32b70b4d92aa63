-- The product's roles and their default rights.
-- Run as a superuser, connected to the product's database, before the first migration; safe to run again.
-- Passwords are set apart from this file (deploy/postgres/10-roles.sh, devstack/databases.py).

do $$
declare
    wanted text;
begin
    foreach wanted in array array[
        'throughcare_owner', 'throughcare_app', 'throughcare_worker', 'throughcare_backup', 'throughcare_policy'
    ] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I', wanted);
        end if;
    end loop;
    execute format('alter database %I owner to throughcare_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format(
        'grant connect on database %I to throughcare_app, throughcare_worker, throughcare_backup', current_database()
    );
end
$$;

-- The owner migrates. It is no superuser, and forced row-level security binds it too.
alter role throughcare_owner login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
-- The two that serve: neither owns anything, neither passes the second wall.
alter role throughcare_app login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
alter role throughcare_worker login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
-- The backup reads every row and writes none.
alter role throughcare_backup login nosuperuser bypassrls nocreatedb nocreaterole noreplication;
-- Nobody logs in as the policy: it owns the functions that answer for the second wall.
alter role throughcare_policy nologin nosuperuser bypassrls nocreatedb nocreaterole noreplication;
grant throughcare_policy to throughcare_owner with inherit false, set true;

-- Just-in-time compilation costs more than it gives on the short queries of pages.
alter role throughcare_app set jit = off;
alter role throughcare_worker set jit = off;
alter role throughcare_app set idle_in_transaction_session_timeout = '60s';
alter role throughcare_app set statement_timeout = '30s';
alter role throughcare_backup set default_transaction_read_only = on;

revoke create on schema public from public;
grant usage on schema public to throughcare_app, throughcare_worker, throughcare_backup;
grant usage, create on schema public to throughcare_owner, throughcare_policy;

alter default privileges for role throughcare_owner in schema public
    grant select, insert, update, delete on tables to throughcare_app, throughcare_worker;
alter default privileges for role throughcare_owner in schema public
    grant usage, select on sequences to throughcare_app, throughcare_worker;
alter default privileges for role throughcare_owner in schema public
    grant select on tables to throughcare_backup, throughcare_policy;
alter default privileges for role throughcare_owner in schema public
    grant select on sequences to throughcare_backup;
