-- A merged version whose weights are not kept: they are made again when somebody wants them.
create table eviction (
    version_id uuid        primary key references version,
    bytes      bigint      not null check (bytes >= 0),
    reason     text        not null,
    actor      text        not null,
    evicted_at timestamptz not null
);

-- One run of the recipe for the sake of the bytes it made.
create table rebuild (
    id          uuid        primary key default uuidv7(),
    version_id  uuid        not null references version,
    job_id      uuid        not null unique,
    state       text        not null check (state in ('RUNNING', 'SUCCEEDED', 'FAILED')),
    error       jsonb,
    created_at  timestamptz not null,
    finished_at timestamptz,
    check ((state = 'RUNNING') = (finished_at is null)),
    check ((state = 'FAILED') = (error is not null))
);

-- However many want the bytes, they are made once.
create unique index rebuild_under_way on rebuild (version_id) where state = 'RUNNING';
create index rebuild_by_version on rebuild (version_id, id);

-- When a version's bytes were last asked for, to the hour.
create table version_use (
    version_id uuid        primary key references version,
    used_at    timestamptz not null
);

-- What the headers of a ready version say is known also while its weights are gone.
alter table tensor drop constraint tensor_sha256_fkey;

create function forget_tensors() returns trigger language plpgsql as $$
begin
    delete from tensor t
     where t.sha256 = old.sha256
       and not exists (select from version_file f
                         join version v on v.id = f.version_id
                        where f.sha256 = old.sha256 and v.state = 'READY');
    return old;
end
$$;

create trigger blob_forgets_tensors after delete on blob for each row execute function forget_tensors();
