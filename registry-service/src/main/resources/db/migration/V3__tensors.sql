-- What the safetensors headers say, and each tensor's own digest, found while the bytes were verified.
create table tensor (
    sha256   text     not null references blob on delete cascade,
    position integer  not null,
    name     text     not null,
    dtype    text     not null,
    shape    bigint[] not null,
    bytes    bigint   not null,
    digest   text     not null,
    primary key (sha256, position)
);

create index tensor_by_digest on tensor (digest);
