-- Whether the session's secret is a browser's cookie, which is never exchanged, instead of a refresh token.
alter table sessions add column cookie boolean not null default false;
