create table model (
    id          uuid        primary key,
    namespace   text        not null,
    name        text        not null,
    kind        text        not null check (kind in ('BASE', 'ADAPTER', 'MERGED')),
    description text        not null,
    tags        jsonb       not null default '{}',
    last_number integer     not null check (last_number >= 0),
    created_at  timestamptz not null,
    row_version bigint      not null,
    unique (namespace, name)
);

create table version (
    id             uuid        primary key,
    model_id       uuid        not null references model,
    number         integer     not null check (number > 0),
    state          text        not null check (state in ('PENDING', 'READY', 'REJECTED')),
    digest         text        not null,
    size           bigint      not null,
    base_id        uuid        references version,
    fingerprint    text,
    training_facts jsonb,
    config         jsonb,
    findings       jsonb       not null,
    merge_id       uuid,
    recipe_id      text,
    created_at     timestamptz not null,
    touched_at     timestamptz not null,
    verified_at    timestamptz,
    ready_at       timestamptz,
    row_version    bigint      not null,
    unique (model_id, number),
    check ((state = 'READY') = (ready_at is not null)),
    check (state <> 'READY' or verified_at is not null)
);

-- A merge has one version, unless an attempt of it uploaded rubbish.
create unique index version_of_merge on version (merge_id) where state <> 'REJECTED';
create index version_by_digest on version (model_id, digest);
create index version_pending on version (touched_at) where state = 'PENDING';
create index version_by_base on version (base_id) where base_id is not null;

create table version_file (
    version_id  uuid   not null references version on delete cascade,
    path        text   not null,
    size        bigint not null check (size >= 0),
    sha256      text   not null,
    upload_id   uuid,
    verified    boolean not null default false,
    primary key (version_id, path)
);

create table alias (
    model_id uuid        not null references model,
    name     text        not null,
    number   integer     not null,
    moved_at timestamptz not null,
    primary key (model_id, name),
    foreign key (model_id, number) references version (model_id, number)
);
