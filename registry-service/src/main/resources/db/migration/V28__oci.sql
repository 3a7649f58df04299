-- The manifest and the config of a version as an OCI artifact, byte for byte as they were first made: their digests are their names.
create table oci_artifact (
    version_id      uuid primary key references version on delete cascade,
    manifest        text not null,
    manifest_digest text not null,
    config          text not null,
    config_digest   text not null
);

create index oci_artifact_by_manifest on oci_artifact (manifest_digest);
create index oci_artifact_by_config on oci_artifact (config_digest);

-- OCI's clients write names without capital letters.
create index model_by_small_letters on model (lower(namespace), lower(name));
