-- A blob is visible once verified_at is set. Without it, the row only holds the place while bytes are put there or taken away.
create table blob (
    sha256      text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    size        bigint      not null check (size >= 0),
    location    text        not null,
    verified_at timestamptz
);

create index blob_by_location on blob (location);

create table upload (
    id         uuid        primary key,
    sha256     text        not null,
    size       bigint      not null check (size >= 0),
    part_size  bigint      not null check (part_size > 0),
    handle     text,
    touched_at timestamptz not null
);

create index upload_touched on upload (touched_at);

-- Who needs which bytes, whether they are here yet or not.
create table blob_reference (
    sha256 text not null,
    owner  uuid not null,
    primary key (sha256, owner)
);

create index blob_reference_by_owner on blob_reference (owner);

create table secret (
    name  text  primary key,
    value bytea not null
);
