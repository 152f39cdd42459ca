import type { CommandContext } from '#runtime';
import { enterDeadline } from '../deadlines/enter-deadline.js';
import { readDocumentUnderInstruction } from './document-under-instruction.js';
import type { UnitOfInstruction } from './write-instruction.js';

/** From now on another unit answers for the deadline of the document; its date and how it came about stay. */
export async function followLead(context: CommandContext, documentId: string, { unit, dueAt }: Pick<UnitOfInstruction, 'unit' | 'dueAt'>): Promise<void> {
  if (dueAt === null) return;
  const document = await readDocumentUnderInstruction(context.tx, documentId);
  await enterDeadline(context, document, { unitCode: unit, rule: { kind: 'fixed', dueAt, by: document.registeredBy } });
}
