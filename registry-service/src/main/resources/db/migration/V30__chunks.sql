-- A blob that is made of stretches of others, in order. Its owner in blob_reference is the composition.
create table blob_segment (
    composition uuid   not null,
    at          bigint not null check (at >= 0),
    source      text   not null,
    start       bigint not null check (start >= 0),
    length      bigint not null check (length > 0),
    primary key (composition, at)
);

-- Where bytes were before the same bytes were found in other blobs. Kept a while for those who are still reading them.
create table retired_bytes (
    location   text        primary key,
    sha256     text        not null,
    size       bigint      not null,
    retired_at timestamptz not null
);

-- A run of chunks whose data is a stretch of one blob. Chunks: 32 bytes of hash and 4 of length, big-endian, each.
create table xorb (
    hash   text   primary key,
    sha256 text   not null references blob on delete cascade,
    start  bigint not null,
    length bigint not null,
    chunks bytea  not null
);

create index xorb_by_blob on xorb (sha256);

create table chunk (
    hash   bytea   primary key,
    xorb   text    not null references xorb on delete cascade,
    number integer not null,
    start  bigint  not null
);

create index chunk_by_xorb on chunk (xorb);

-- A file that a client of Xet said to be made of chunks that are here.
create table xet_file (
    hash      text   primary key,
    sha256    text   not null,
    size      bigint not null,
    upload_id uuid,
    terms     jsonb  not null
);

create index xet_file_by_sha256 on xet_file (sha256);

-- Blobs whose chunks were looked at.
create table chunked_blob (
    sha256 text   primary key references blob on delete cascade,
    shared bigint not null
);
