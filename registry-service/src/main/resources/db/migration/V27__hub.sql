-- A repository that a client of the Hub made. It becomes a model with its first commit that is whole.
create table hub_repository (
    id               uuid        primary key,
    namespace        text        not null,
    name             text        not null,
    created_at       timestamptz not null,
    committing_until timestamptz,
    unique (namespace, name)
);

-- What a branch holds. There is a row for main only while it is ahead of the newest version, whose number is after_number.
create table hub_branch (
    id            uuid        primary key,
    repository_id uuid        not null references hub_repository on delete cascade,
    name          text        not null,
    after_number  integer     not null check (after_number >= 0),
    digest        text        not null,
    files         jsonb       not null,
    author        text        not null,
    message       text        not null,
    committed_at  timestamptz not null,
    unique (repository_id, name)
);

-- Where bytes come in that no commit has spoken of yet. Whole: for clients that send no parts.
create table hub_upload (
    sha256    text    not null,
    size      bigint  not null,
    whole     boolean not null,
    upload_id uuid    not null,
    primary key (sha256, size, whole)
);
