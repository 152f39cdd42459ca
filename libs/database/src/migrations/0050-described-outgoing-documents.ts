import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What ND 30 appendix VI wants to know of an outgoing document beside its register. The checks are made without a look at the rows
 * there are: none of them can hold anything of it.
 */
export class DescribedOutgoingDocuments1700000000050 implements MigrationInterface {
  name = 'DescribedOutgoingDocuments1700000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outgoing_document
        add column language           text,
        add column pages              integer,
        add column answer_expected_on date;
      alter table outgoing_document
        add constraint outgoing_document_pages check (pages > 0) not valid,
        add constraint outgoing_document_answered_after_issue check (answer_expected_on >= document_date) not valid;
      comment on column outgoing_document.answer_expected_on is 'The day by which the recipients are asked for an answer.';

      alter table correspondent add column organ_id text;
      alter table outgoing_recipient add column organ_id text;
      comment on column correspondent.organ_id is 'Its identifier among agencies (mã định danh), e.g. 000.00.08.H08.';
      comment on column outgoing_recipient.organ_id is 'As it was in the directory, or on the document that is answered, when it was sent.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
