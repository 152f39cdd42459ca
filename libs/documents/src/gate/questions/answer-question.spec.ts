import { newId } from '#foundation';
import { Contender } from '../../../../../test/concurrency/contender.js';
import { openSpillOffice, type SpillOffice } from '../../testing/spill-office.js';
import { answerQuestion, type AnswerQuestionInput } from './answer-question.command.js';

let office: SpillOffice;
beforeAll(async () => {
  office = await openSpillOffice();
});
afterAll(() => office.close());

/** A file of a registered document about which clerks are asked. */
async function asked() {
  const { id: documentId } = await office.register();
  const [attachmentId, questionId] = [newId(), newId()];
  await office.database.query(
    `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, incoming_document_id, linked_at)
     values ($1, 'quet.pdf', 'application/pdf', 1, repeat('a', 64), 'vanthu', now(), $2, now())`,
    [attachmentId, documentId],
  );
  await office.database.query(
    `insert into gate_question (id, attachment_id, ground, mark, grade, line, asked_at) values ($1, $2, 'state-secret', 'Mật', 'sure', 1, now())`,
    [questionId, attachmentId],
  );
  return { documentId, questionId };
}

const answering = (login: string, answer: AnswerQuestionInput) =>
  new Contender(login, () => office.executor.execute(answerQuestion, answer, office.as(login)));

it.each([true, false])('is answered by one of two clerks at once, whatever the other says (acquitted first: %s)', async (acquittedFirst) => {
  const { documentId, questionId } = await asked();
  const secret = answering('vanthu', { answer: 'spill', questionId, groups: ['clerk'] });
  const harmless = answering('anhdtl', { answer: 'not-secret', reason: 'Bìa mẫu', questionId, groups: ['clerk'] });
  const [first, second] = acquittedFirst ? [harmless, secret] : [secret, harmless];
  await office.database.transaction(async (tx) => {
    await tx.query('select from incoming_document where id = $1 for update', [documentId]);
    await first.runToLock(office.database);
    await second.runToLock(office.database);
  });
  await first.finish();
  const refusal = acquittedFirst ? 'documents.gate-question-answered' : 'documents.content-locked';
  await expect(second.finish()).rejects.toMatchObject({ code: refusal });
  const [document] = await office.database.query('select content_locked_at is not null as locked from incoming_document where id = $1', [documentId]);
  expect(document).toEqual({ locked: !acquittedFirst });
});
