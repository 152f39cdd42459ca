import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The website: articles with every version of their words, what became of them, and the board that decides. */
export class Website1700000000058 implements MigrationInterface {
  name = 'Website1700000000058';

  async up(runner: QueryRunner): Promise<void> {
    // The constraint is found by what it is on: its list of roles may have grown since.
    await runner.query(`
      do $$
      declare roles text;
      begin
        select pg_get_constraintdef(oid) into roles from pg_constraint where conname = 'post_role_check' and conrelid = 'post'::regclass;
        alter table post drop constraint post_role_check;
        execute 'alter table post add constraint post_role_check ' || replace(roles, '''leader''::text', '''leader''::text, ''editor''::text');
      end $$;
    `);
    // Units and people are named without a foreign key: what was published outlives both, and their cases.
    await runner.query(`
      create table website_section (
        code    text    primary key check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
        name    text    not null,
        sort    integer not null default 100,
        offered boolean not null default true
      );
      comment on table website_section is 'Parts of the website (47/QĐ-STP art. 4.3, 4.4).';
      insert into website_section (code, name, sort) values
        ('tin-tuc', 'Tin tức, sự kiện', 10),
        ('chi-dao-dieu-hanh', 'Thông tin chỉ đạo, điều hành', 20),
        ('to-chuc-bo-may', 'Tổ chức bộ máy, địa chỉ liên hệ', 30),
        ('chinh-sach-phap-luat', 'Chủ trương, chính sách, pháp luật', 40),
        ('thu-tuc-hanh-chinh', 'Thủ tục hành chính', 50),
        ('van-ban', 'Văn bản quản lý nhà nước, văn bản quy phạm pháp luật', 60),
        ('du-thao-gop-y', 'Dự thảo và góp ý dự thảo', 70),
        ('bieu-mau', 'Biểu mẫu báo cáo', 80);

      create sequence website_article_number;

      create table website_article (
        id                uuid        primary key,
        number            bigint      not null unique,
        submitter         text        not null,
        unit_code         text,
        stage             text        not null default 'submitted'
                                      check (stage in ('submitted', 'returned', 'scheduled', 'published', 'refused', 'withdrawn')),
        version           integer     not null default 1 check (version > 0),
        published_version integer     check (published_version <= version),
        slug              text        unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        published_at      timestamptz,
        taken_down_at     timestamptz,
        submitted_at      timestamptz not null,
        instance_id       uuid        not null,
        check (num_nulls(published_version, slug, published_at) in (0, 3)),
        check (stage <> 'published' or published_version is not null),
        check (taken_down_at is null or published_version is not null)
      );
      comment on column website_article.stage is 'Of the version in hand. What the public reads is published_version, whatever becomes of a correction.';
      comment on column website_article.unit_code is 'Of the submitter on the day he submitted it; null: he had none.';
      comment on column website_article.instance_id is 'Of the latest case: a correction has one of its own.';
      create index website_article_by_submitter on website_article (submitter, id);
      create index website_article_by_unit on website_article (unit_code, id);
      create index website_article_public on website_article (published_at desc, id desc) where published_version is not null and taken_down_at is null;

      create table website_article_version (
        article_id        uuid        not null references website_article,
        version           integer     not null check (version > 0),
        title             text        not null,
        summary           text        not null,
        body              text        not null,
        section           text        not null references website_section,
        urgency           text        not null check (urgency in ('normal', 'urgent')),
        kind              text        not null check (kind in ('own', 'collected')),
        author_name       text        not null,
        author_address    text        not null,
        source            text,
        collector_name    text,
        collector_address text,
        attachment_ids    uuid[]      not null default '{}',
        reason            text,
        written_by        text        not null,
        written_at        timestamptz not null,
        search_text       text        not null generated always as (without_diacritics(title)) stored,
        primary key (article_id, version),
        check (kind = 'own' or num_nulls(source, collector_name, collector_address) = 0)
      );
      comment on column website_article_version.reason is 'What was corrected, and why; null: the first version.';
      create index website_article_version_by_section on website_article_version (section);
      create trigger website_article_version_stands before update or delete on website_article_version
        for each row execute function refuse_changed_record();

      create table website_article_event (
        id         uuid        primary key,
        article_id uuid        not null references website_article,
        version    integer     not null,
        kind       text        not null,
        actor      text        not null,
        at         timestamptz not null,
        text       text
      );
      create index website_article_event_by_article on website_article_event (article_id, id);
      create index website_article_event_published on website_article_event (at) where kind = 'published';
      create trigger website_article_event_stands before update or delete on website_article_event
        for each row execute function refuse_changed_record();

      alter table attachment add column website_article_id uuid references website_article;
      comment on column attachment.website_article_id is 'Without an index: the versions of the article list its files.';
    `);
    // Whatever owners of files there are by now, an article is one more.
    await runner.query(`
      do $$
      declare rule text;
      begin
        select pg_get_constraintdef(oid) into rule from pg_constraint where conname = 'attachment_one_owner' and conrelid = 'attachment'::regclass;
        alter table attachment drop constraint attachment_one_owner;
        execute 'alter table attachment add constraint attachment_one_owner '
          || replace(replace(rule, ' NOT VALID', ''), 'num_nonnulls(', 'num_nonnulls(website_article_id, ') || ' not valid';
      end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
