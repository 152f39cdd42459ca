import type { JsonObject } from '#foundation';
import type { RegisteredDocument } from '../incoming/register-incoming-document.command.js';
import { openDocumentOffice, type DocumentOffice } from '../testing/document-office.js';
import { instructionCommands } from './instruction-commands.js';
import { changeInstructionSchema } from './instruction.schema.js';
import { listInstructions } from './list-instructions.query.js';

const commands = instructionCommands(async () => undefined);

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.database.query(`insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng QLCN', 'professional', 1), ('TDC', 'Phòng TĐC', 'professional', 2)`);
});
afterAll(() => office.close());

const instruct = ({ id, obligationId }: RegisteredDocument, given: JsonObject = {}) =>
  office.serve('documents.record-instruction', {
    documentId: id,
    obligationId,
    reminderBefore: 'P1D',
    leadUnit: 'QLCN',
    instruction: 'Giao QLCN.',
    instructedBy: 'giamdoc',
    ...given,
  });
const change = ({ id }: RegisteredDocument) => {
  const body = changeInstructionSchema.parse({ units: [{ unit: 'TDC', role: 'lead' }], content: 'Giao TDC.', reason: 'Phân công lại.' });
  return office.executor.execute(commands.change, { ...body, documentId: id, groups: ['leader'] }, office.as('giamdoc'));
};
const recall = ({ id }: RegisteredDocument) =>
  office.executor.execute(commands.recall, { documentId: id, reason: 'Giao nhầm.' }, office.as('giamdoc'));

// The model of the test office has none of the messages, as those of earlier releases.
it('an instruction whose case runs by a model that knows no change is refused with what to do, and stands', async () => {
  const document = await office.register();
  await instruct(document);
  for (const act of [change, recall]) {
    await expect(act(document)).rejects.toMatchObject({ code: 'documents.case-of-earlier-model', message: expect.stringContaining('congvan migrate') as string });
  }
  expect(await listInstructions(office.database, document.id)).toMatchObject([{ content: 'Giao QLCN.', current: true }]);
});

it('a document that has no instruction yet has none to change', async () => {
  const document = await office.register();
  for (const act of [change, recall]) await expect(act(document)).rejects.toMatchObject({ code: 'documents.not-instructed' });
});
