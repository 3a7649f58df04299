create table gate (
    id          uuid        primary key default uuidv7(),
    namespace   text        not null,
    name        text        not null,
    number      integer     not null check (number > 0),
    -- Of the conditions alone, in their canonical form.
    digest      text        not null,
    description text        not null,
    conditions  jsonb       not null,
    source      text        not null,
    created_at  timestamptz not null,
    unique (namespace, name, number)
);

create index gate_by_digest on gate (namespace, name, digest);

create table signing_key (
    id          text        primary key,
    public_key  bytea       not null,
    private_key bytea       not null,
    created_at  timestamptz not null
);

-- The envelope holds the verdict itself; the columns are there to find it by.
create table verdict (
    id              uuid        primary key,
    gate_id         uuid        not null references gate,
    version_id      uuid        not null references version,
    outcome         text        not null check (outcome in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    awaits_approval boolean     not null,
    envelope        jsonb       not null,
    judged_at       timestamptz not null,
    check (not awaits_approval or outcome = 'INCONCLUSIVE')
);

create index verdict_by_version on verdict (version_id, id);

create function verdict_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'A verdict is never changed';
end
$$;

create trigger verdict_is_final before update or delete on verdict
    for each row execute function verdict_is_final();
