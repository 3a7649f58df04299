-- When the registry that answers a request last said that it still does.
alter table idempotent_request add column alive_at timestamptz;

update idempotent_request set alive_at = started_at;

alter table idempotent_request alter column alive_at set not null;
