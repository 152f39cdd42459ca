import { type Finding, newId, tidyLine, sayDate } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { DecisionForbiddenError, DecisionRefusedError } from '../errors.js';
import { findDecisionFaults } from './decision-findings.js';
import { DECISION_KINDS, rulesOf } from './decision-kinds.js';
import type { CheckedDecision } from './kind-rules.js';
import type { OutsideMailboxes } from './outside-mailboxes.js';

const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);

/** A decision about somebody of the office, as it is written. */
export const decisionSchema = z.strictObject({
  kind: z.enum(DECISION_KINDS).describe('leave: thôi việc, chuyển cơ quan; retire: nghỉ hưu; transfer: điều động; appoint: bổ nhiệm.'),
  login: z.string().min(1).max(40),
  number: line(60).describe('Số, ký hiệu quyết định.'),
  decidedOn: z.iso.date().describe('Ngày quyết định.'),
  agency: line(200).describe('Cơ quan ban hành.'),
  effectiveOn: z.iso.date().describe('Thôi việc, nghỉ hưu: ngày làm việc cuối; điều động, bổ nhiệm: ngày đầu ở chức vụ mới.'),
  accessEndsAt: z.iso.datetime({ offset: true }).optional().describe('Thôi việc, nghỉ hưu: đúng lúc nào hết quyền truy cập; bỏ trống: hết ngày làm việc cuối.'),
  unit: z.string().max(20).optional().describe('Điều động, bổ nhiệm: đơn vị mới.'),
  role: z.enum(['leader', 'chief-of-office', 'head', 'deputy-head', 'staff', 'clerk', 'it', 'personnel', 'manager', 'designer', 'admin']).optional(),
  title: line(200).optional().describe('Tên chức vụ mới.'),
  withoutHeadConfirmed: z.boolean().default(false).describe('Đơn vị mới chưa có người đứng đầu: true để Chánh Văn phòng xác nhận thay.'),
});
/** A decision and what the agency's settings say about it. */
export type DecisionInput = z.output<typeof decisionSchema> & {
  /** LEAVING_NOTICE_HOURS */
  readonly noticeHours: number;
};

export interface RecordDecisionInput {
  readonly decision: DecisionInput;
  readonly outside: OutsideMailboxes;
}

export interface RecordedDecision {
  readonly id: string;
  readonly instanceId: string;
}

/**
 * Personnel enter a decision; its case begins (158/QĐ-STP §6, 148/QĐ-SCT §10.8, 47/QĐ-STP §16). All that speaks against it is told at
 * once, before anything is changed.
 * @throws DecisionForbiddenError, DecisionRefusedError
 */
export const recordDecision: Command<RecordDecisionInput, RecordedDecision> = {
  name: 'personnel.record-decision',
  request: ({ decision }) => ({ ...decision }),
  async run(context, { decision: input, outside }) {
    const { tx, caller, now } = context;
    if (input.login === caller.actor) throw new DecisionForbiddenError('enter a decision about yourself: somebody else of personnel does');
    const findings = await findDecisionFaults(context, input, checked(input), outside);
    if (findings.length > 0) throw new DecisionRefusedError(findings);
    const id = newId();
    const { instanceId, accessEndsAt } = await rulesOf(input.kind).begin(context, { ...checked(input), id });
    await tx.execute(
      `insert into personnel_decision (id, kind, login, number, decided_on, agency, effective_on, access_ends_at, unit_code, role, title, status,
                                       instance_id, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)`,
      [id, input.kind, input.login, input.number, input.decidedOn, input.agency, input.effectiveOn, accessEndsAt ?? null, input.unit ?? null,
        input.role ?? null, input.title ?? null, instanceId, caller.actor, now], // prettier-ignore
    );
    const { noticeHours: _, ...entered } = input;
    context.audit({ subject: 'personnel-decision', subjectId: id, detail: { ...entered, instanceId } });
    return { id, instanceId };
  },
};

/** Tells what speaks against a decision and changes nothing. */
export const checkDecision: Command<RecordDecisionInput, { findings: readonly Finding[]; unasked: readonly string[] }> = {
  name: 'personnel.check-decision',
  async run(context, { decision: input, outside }) {
    const findings = await findDecisionFaults(context, input, checked(input), outside);
    context.nothingChanged();
    return { findings, unasked: outside.unasked };
  },
};

function checked({ number, decidedOn, agency, ...decision }: DecisionInput): CheckedDecision {
  return { ...decision, basis: `Quyết định số ${number} ngày ${sayDate(decidedOn)} của ${agency}` };
}
