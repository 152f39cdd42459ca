import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { line } from '../incoming/field-schemas.js';
import { MustNotEnterSuspectedError } from './errors.js';
import { type Attached, idsOf, inspectAttachments, inspectTexts } from './inspect.js';

/** Fields of every request with which a document enters. */
export const gateFields = {
  notSecretConfirmed: z
    .boolean()
    .optional()
    .describe('Đã đối chiếu với bản giấy: không phải văn bản mật, không phải đơn thư khiếu nại, tố cáo. Phải kèm confirmedReason.'),
  confirmedReason: line(200).nullish().describe('Vì sao khẳng định như vậy; ghi vào nhật ký, không chép nội dung văn bản.'),
};

/** What a caller says of himself to have looked at. */
export interface GateConfirmation {
  readonly notSecretConfirmed?: boolean;
  readonly confirmedReason?: string | null;
}

/**
 * Stops what may be a state secret, a complaint or a denunciation before anything is stored (171/QĐ-BDT §4.2). Whoever has
 * the document before him may say that it is none; then that stands in the audit trail, with his reason.
 * @param entered all that he sends, by the fields of his request; every text in it is looked at
 * @returns for the audit trail: empty where nothing was found
 * @throws MustNotEnterSuspectedError naming the findings without a word of the content
 */
export async function refuseSuspected(
  { tx, now }: CommandContext,
  entered: object,
  attached: Attached,
  { notSecretConfirmed, confirmedReason }: GateConfirmation,
): Promise<JsonObject> {
  const findings = [...inspectTexts(entered), ...(await inspectAttachments(tx, attached))];
  if (findings.length > 0 && !(notSecretConfirmed && confirmedReason)) throw new MustNotEnterSuspectedError(findings);
  // A text that is known by now has been looked at; what is read out later is asked about then.
  await tx.execute(`update attachment set gate_checked_at = $2 where id = any($1) and text_state = 'done'`, [idsOf(attached), now]);
  if (findings.length === 0) return {};
  const grounds = findings.map(({ where, suspicion }) => ({ where, ground: suspicion.ground, mark: suspicion.mark, grade: suspicion.grade }));
  return { notSecret: { reason: confirmedReason!, findings: grounds } };
}
