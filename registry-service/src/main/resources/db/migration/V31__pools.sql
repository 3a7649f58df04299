-- What the pool of a base's adapters held when a client last asked, so that a fetch that began before a release ends as it began.
create table pool_state (
    base_id  uuid        not null references version,
    commit   text        not null check (commit ~ '^[0-9a-f]{40}$'),
    adapters uuid[]      not null,
    seen_at  timestamptz not null,
    primary key (base_id, commit)
);

-- Bases that are the same to the byte share their adapters.
create index version_by_fingerprint on version (fingerprint) where fingerprint is not null;
