-- Bytes that Git LFS's own client left at a repository. Its commits are made elsewhere, so they stay as long as the repository.
create table hub_deposit (
    id            uuid primary key,
    repository_id uuid not null references hub_repository on delete cascade,
    sha256        text not null,
    unique (repository_id, sha256)
);
