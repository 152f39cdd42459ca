import type { CommandContext } from '#runtime';
import { AnswerSignedError } from '../instructions/errors.js';
import type { TellGroup } from '../tell-group.js';

/** A draft that answers a document no more. */
export interface LeftDraft {
  readonly id: string;
  /** Login. */
  readonly drafter: string;
  /** Code of the unit that drafted it. */
  readonly unit: string;
}

/**
 * What the cases of these obligations have drafted answers nothing any more, because another unit is to answer, or another
 * document has. It stays with whoever wrote it; what people have linked by hand goes on answering.
 * That it was meant as an answer stays known: it repeats what was asked, should that be a state secret.
 */
export async function leaveDrafts(context: CommandContext, obligationIds: readonly string[]): Promise<LeftDraft[]> {
  const left = await context.tx.query<LeftDraft & { obligationId: string }>(
    `delete from reply_obligation_answer a using outgoing_document g
     where a.obligation_id = any($1::uuid[]) and a.linked_by is null and g.id = a.outgoing_document_id and g.status = 'draft'
     returning g.id, g.drafted_by as drafter, g.drafting_unit as unit, a.obligation_id as "obligationId"`,
    [obligationIds],
  );
  for (const { id, obligationId } of left) {
    await context.tx.execute(
      'insert into draft_left_behind (obligation_id, outgoing_document_id) values ($1, $2) on conflict do nothing',
      [obligationId, id],
    );
    context.audit({ subject: 'outgoing-document', subjectId: id, detail: { leftObligation: obligationId } });
  }
  return left;
}

/** Tells who wrote them, and the heads of their units, that these drafts answer a document no more. @param why in Vietnamese */
export async function tellDraftersOfLeft(
  context: CommandContext,
  tell: TellGroup,
  drafts: readonly LeftDraft[],
  { instanceId, arrivalNumber, arrivalYear, why }: { readonly instanceId: string; readonly arrivalNumber: number; readonly arrivalYear: number; readonly why: string },
): Promise<void> {
  for (const { id, drafter, unit } of drafts) {
    await tell(context, `head:${unit}`, {
      title: `Dự thảo trả lời văn bản số đến ${arrivalNumber}/${arrivalYear} không dùng nữa`,
      body: `Đơn vị khác được giao trả lời văn bản ấy; dự thảo vẫn được giữ cho người soạn. Lý do: ${why}`,
      event: `draft-left:${id}:${context.now}`,
      instanceId,
      also: [drafter],
    });
  }
}

/**
 * Who answers is settled once an answer is signed. The case must be locked, so that nobody signs one meanwhile.
 * @throws AnswerSignedError
 */
export async function refuseSignedAnswer({ tx }: CommandContext, documentId: string, obligationId: string): Promise<void> {
  const signed = await tx.query(
    `select from reply_obligation_answer a join outgoing_document g on g.id = a.outgoing_document_id
     where a.obligation_id = $1 and g.status = 'signed'`,
    [obligationId],
  );
  if (signed.length > 0) throw new AnswerSignedError(documentId);
}
