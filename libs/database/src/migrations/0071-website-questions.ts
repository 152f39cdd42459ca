import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions of the public (hỏi đáp), their answers, and what was decided about them. */
export class WebsiteQuestions1700000000071 implements MigrationInterface {
  name = 'WebsiteQuestions1700000000071';

  async up(runner: QueryRunner): Promise<void> {
    // Units and people are named without a foreign key, as for articles: what was published outlives both.
    await runner.query(`
      create sequence website_question_number;

      create table website_question (
        id                  uuid        primary key,
        number              bigint      not null unique,
        token_hash          bytea       unique,
        asker_name          text,
        asker_email         text,
        title               text,
        body                text,
        topic               text        not null check (topic in ('procedure', 'law', 'other')),
        consents            boolean     not null,
        stage               text        not null default 'received'
                                        check (stage in ('received', 'accepted', 'assigned', 'drafting', 'checking', 'approving', 'approved', 'answered',
                                                         'forwarded', 'complaint', 'spam', 'withdrawn', 'cancelled')),
        asked_at            timestamptz not null,
        unit_code           text,
        handler             text,
        answer_date         date,
        answer_by           timestamptz,
        note                text,
        version             integer     check (version > 0),
        publishes           boolean     not null default false,
        slug                text        unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        published_at        timestamptz,
        taken_down_at       timestamptz,
        ended_at            timestamptz,
        asker_removed_at    timestamptz,
        instance_id         uuid        not null,
        check (num_nulls(slug, published_at) in (0, 2)),
        check (slug is null or consents),
        check ((stage in ('answered', 'forwarded', 'complaint', 'spam', 'withdrawn', 'cancelled')) = (ended_at is not null)),
        check (asker_removed_at is null or num_nonnulls(token_hash, asker_name, asker_email, body) = 0)
      );
      comment on table website_question is 'Questions of the public to the agency (47/QĐ-STP art. 5.1), with the personal data of who asked until they are removed.';
      comment on column website_question.token_hash is 'SHA-256 of the secret in the link by which whoever asked sees what becomes of it.';
      comment on column website_question.publishes is 'Whether the leader who approved the answer also publishes it.';
      comment on column website_question.note is 'What whoever asked reads beside the outcome: who answers instead.';
      create index website_question_by_stage on website_question (stage, id);
      create index website_question_by_unit on website_question (unit_code, id);
      create index website_question_by_instance on website_question (instance_id);
      create index website_question_by_email on website_question (asker_email, asked_at) where asker_email is not null;
      create index website_question_kept on website_question (ended_at) where asker_removed_at is null;
      create index website_question_public on website_question (published_at desc, id desc) where slug is not null and taken_down_at is null;

      create table website_answer (
        question_id     uuid        not null references website_question,
        version         integer     not null check (version > 0),
        body            text        not null,
        public_title    text        not null,
        public_question text        not null,
        written_by      text        not null,
        written_at      timestamptz not null,
        primary key (question_id, version)
      );
      comment on table website_answer is 'Every version of an answer. public_title and public_question: the question as the public reads it, without personal data.';
      create trigger website_answer_stands before update or delete on website_answer for each row execute function refuse_changed_record();

      create table website_question_event (
        id          uuid        primary key,
        question_id uuid        not null references website_question,
        kind        text        not null,
        actor       text        not null,
        at          timestamptz not null,
        text        text
      );
      create index website_question_event_by_question on website_question_event (question_id, id);
      create trigger website_question_event_stands before update or delete on website_question_event
        for each row execute function refuse_changed_record();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
