-- What the registry's own settings name is told in a form of its own, and is no endpoint that anybody registered.
alter table webhook add column kind text not null default 'WEBHOOK' check (kind in ('WEBHOOK', 'OPENLINEAGE'));

create unique index webhook_openlineage on webhook (kind) where kind = 'OPENLINEAGE';
