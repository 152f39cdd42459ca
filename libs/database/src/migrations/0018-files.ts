import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of attachments, and the text that is found in them. */
export class Files1700000000018 implements MigrationInterface {
  name = 'Files1700000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table attachment
        add column version       integer     not null default 1 check (version > 0),
        add column replaces      uuid        references attachment,
        add column replaced_by   uuid        references attachment,
        add column text          text,
        add column text_state    text        not null default 'pending' check (text_state in ('pending', 'done', 'none', 'failed')),
        add column text_reason   text,
        add column text_attempts integer     not null default 0,
        add column text_due_at   timestamptz;
      comment on column attachment.version is 'Counts from 1 along "replaces"; set when a document takes the file.';
      comment on column attachment.replaces is 'The file whose place this one is to take, or has taken once it is linked.';
      comment on column attachment.replaced_by is 'The later version of the same document; null while this one is current.';
      comment on column attachment.text is 'Plain text out of the content, up to a limit; only where text_state is done.';
      comment on column attachment.text_reason is 'Why there is no text, as a code; null unless text_state is none or failed.';
      comment on column attachment.text_due_at is 'A worker reads the content and gives up by then; later another may try. Null: nobody has tried.';

      create unique index attachment_replaced_once on attachment (replaces) where linked_at is not null;
      create index attachment_text_pending on attachment (stored_at) where text_state = 'pending';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
