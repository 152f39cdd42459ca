import { dateInZone, type Finding, tidyLine } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { z } from 'zod';
import { gateFields, refuseSuspected } from '../../gate/refuse-suspected.js';
import { URGENCY_NAMES } from '../../incoming/incoming-document.schema.js';
import { DOCUMENT_TYPE_NAMES } from '../../numbering/document-types.js';
import { authoritiesFor, recordsAuthorities } from '../signing/signing-authority.js';
import { linkObligations, refuseUnanswerable } from './answer-obligations.js';
import { answerDayFindings, describedFields, describeDraft } from './describe-draft.js';
import { DraftRefusedError } from './errors.js';
import { createDraft } from './keep-draft.js';
import { openWorkFileOf } from './open-work-file-of.js';

/** A draft as it is submitted for approval. */
export const draftSchema = z.strictObject({
  documentType: z.enum(Object.keys(DOCUMENT_TYPE_NAMES)).describe('Chữ viết tắt tên loại văn bản; CV là công văn.'),
  subject: z.string().overwrite(tidyLine).min(1).max(500).describe('Trích yếu nội dung.'),
  body: z.string().trim().min(1).max(20_000),
  urgency: z.enum(Object.keys(URGENCY_NAMES) as [keyof typeof URGENCY_NAMES, ...(keyof typeof URGENCY_NAMES)[]]).default('normal'),
  draftingUnit: z.string().max(20).optional().describe('Đơn vị soạn thảo; bỏ trống khi người soạn chỉ thuộc một đơn vị.'),
  recipients: z.string().max(10_000).optional().describe('Nơi nhận dự kiến, mỗi nơi một dòng.'),
  signer: z.string().max(100).optional().describe('Người dự kiến ký; bỏ trống thì lãnh đạo nào cũng nhận được.'),
  ...describedFields,
  workFile: z.string().max(100).optional().describe('Mã hồ sơ công việc đang mở mà người soạn được thêm vào; khi lưu, văn bản nằm trong hồ sơ ấy.'),
  obligationIds: z
    .array(z.uuid())
    .max(50)
    .overwrite((ids) => [...new Set(ids)])
    .default([])
    .describe('Nghĩa vụ phúc đáp mà văn bản này trả lời, có thể nhiều; kết quả thực hiện được ghi riêng cho từng nghĩa vụ.'),
  ...gateFields,
});

export interface SubmitDraftInput extends z.output<typeof draftSchema> {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Saves the first version of an outgoing document and begins its case (171/QĐ-BDT §8, ND 30 §10). The unit must be one of
 * the drafter's and have a head, who answers for the content.
 * @throws DraftRefusedError, MustNotEnterSuspectedError
 */
export const submitDraft: Command<SubmitDraftInput, { id: string; instanceId: string }> = {
  name: 'documents.submit-draft',

  request: ({ groups: _, ...input }) => input,

  async run(context, input) {
    const drafter = context.caller.actor;
    const draftingUnit = await unitOf(context, input);
    await refuseSigner(context, input);
    const wrongDay = answerDayFindings(context, input.answerExpectedOn);
    if (wrongDay.length > 0) throw new DraftRefusedError(wrongDay);
    await refuseUnanswerable(context, input);
    const workFileId = await openWorkFileOf(context, input);
    const gate = await refuseSuspected(context, input, [], input);
    const { documentType, subject, body, urgency, recipients = null, signer = null, workFile = null } = input;
    const { language, pages, answerExpectedOn } = input;
    const { id } = await createDraft(context, { documentType, subject, body, draftingUnit, drafter, savedBy: drafter });
    const { instanceId } = await context.run(startInstance, {
      key: 'outgoing-document',
      businessKey: id,
      variables: {
        outgoingDocumentId: id,
        subject,
        documentType,
        draftSubject: subject,
        draftBody: body,
        urgency,
        drafter,
        savedBy: drafter,
        leadUnit: draftingUnit,
        recipients,
        signer,
        language,
        pages,
        answerExpectedOn,
        obligationId: null,
        workFileId,
        dueAt: null,
        result: null,
      },
    });
    await context.tx.execute(
      'update outgoing_document set urgency = $2, work_file = $3, instance_id = $4, intended_recipients = $5 where id = $1',
      [id, urgency, workFile, instanceId, recipients],
    );
    await describeDraft(context, id, input);
    await linkObligations(context, id, input.obligationIds);
    const detail = { documentType, draftingUnit, urgency, signer, obligationIds: input.obligationIds, ...gate };
    context.audit({ subject: 'outgoing-document', subjectId: id, detail });
    return { id, instanceId };
  },
};

async function unitOf(context: CommandContext, { draftingUnit, groups }: SubmitDraftInput): Promise<string> {
  const own = await livingUnits(context, groups);
  const mend = `Name one of your units: ${own.join(', ')}.`;
  const unit = draftingUnit ?? (own.length === 1 ? own[0] : undefined);
  if (unit === undefined) throw refusal({ code: 'drafting-unit-missing', what: 'is missing', mend });
  if (!own.includes(unit)) throw refusal({ code: 'drafting-unit-of-others', what: `you hold no post in ${unit}`, mend });
  const heads = await context.tx.query('select from post where groups @> array[$1] and held_on(post, $2)', [
    `head:${unit}`,
    dateInZone(context.now, context.zone),
  ]);
  if (heads.length > 0) return unit;
  throw refusal({
    code: 'unit-without-head',
    what: `${unit} has no head today, who would approve the content`,
    mend: 'Have the head appointed, or draft for another unit.',
  });
}

/** The units of somebody's posts; those that have ended, and whose work he has, draft nothing new. */
async function livingUnits({ tx, now, zone }: CommandContext, groups: readonly string[]): Promise<string[]> {
  const units = groups.filter((group) => group.startsWith('unit:')).map((group) => group.slice('unit:'.length));
  const ended = await tx.query<{ code: string }>('select code from unit where code = any($1) and not lives_on(unit, $2)', [
    units,
    dateInZone(now, zone),
  ]);
  return units.filter((unit) => !ended.some(({ code }) => code === unit));
}

function refusal(finding: Omit<Finding, 'where'>): DraftRefusedError {
  return new DraftRefusedError([{ where: 'draftingUnit', ...finding }]);
}

async function refuseSigner({ tx, now, zone }: CommandContext, { signer, documentType }: SubmitDraftInput): Promise<void> {
  if (signer === undefined || !(await recordsAuthorities(tx))) return;
  const able = await authoritiesFor(tx, { day: dateInZone(now, zone), documentType });
  if (able.some(({ holder }) => holder === signer)) return;
  const names = [...new Set(able.map(({ holder }) => holder))].join(', ');
  const what = `${signer} may not sign ${documentType} today`;
  throw new DraftRefusedError([{ where: 'signer', code: 'signer-without-authority', what, mend: `These may: ${names}.` }]);
}
