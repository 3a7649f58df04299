-- Signed once, and kept as it was signed.
create table provenance (
    version_id uuid        primary key references version,
    envelope   jsonb       not null,
    signed_at  timestamptz not null
);
