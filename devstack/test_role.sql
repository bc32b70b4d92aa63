-- On test clusters alone: a role that may look backstage. Tests log in with it and `set role throughcare_app`.

do $$
begin
    if not exists (select from pg_roles where rolname = 'throughcare_test') then
        create role throughcare_test;
    end if;
    execute format('grant connect on database %I to throughcare_test', current_database());
end
$$;

alter role throughcare_test login nosuperuser bypassrls createdb nocreaterole;
alter role throughcare_test set jit = off;
grant throughcare_app, throughcare_worker, throughcare_owner, throughcare_policy
    to throughcare_test with inherit false, set true;
-- Emptying the tables between tests must not meet the triggers that keep the trail from being emptied.
grant set on parameter session_replication_role to throughcare_test;
grant usage, create on schema public to throughcare_test;

alter default privileges for role throughcare_owner in schema public
    grant select, insert, update, delete, truncate on tables to throughcare_test;
alter default privileges for role throughcare_owner in schema public grant all on sequences to throughcare_test;
alter default privileges for role throughcare_policy in schema public
    grant select, insert, update, delete, truncate on tables to throughcare_test;
