import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { caseOfTask, type CompletedDutyStep, type DutyStep, type DutyTools, holdsOne, textOf } from '../duty.js';
import { DutyForbiddenError, DutyRefusedError, DutyStateError } from '../errors.js';
import { confirmGroupsOf, requireConfirmer } from './confirmers.js';
import { type ItReportRecord, type ItReportStatus, lockItReportOfCase, recordItReportEvent, sayItReport } from './it-report.js';

/** The steps of the case, as the property `dutyStep` of its tasks names them. */
export const IT_REPORT_STEPS = ['review-it-report', 'confirm-it-report', 'note-it-report', 'answer-it-report'] as const;
type Step = (typeof IT_REPORT_STEPS)[number];

/** @throws DutyStateError */
export function requireItReportStatus(report: ItReportRecord, allowed: readonly ItReportStatus[], act: string): void {
  if (!allowed.includes(report.status)) throw new DutyStateError(sayItReport(report), report.status, act);
}

/**
 * Who does a step, however the task has come to him: IT reviews, its head confirms what is not his own, a leader takes note of it, or
 * returns it, who has had no hand in it, IT or whoever has confirmed it answers.
 * @throws DutyForbiddenError, ItReportNotFoundError
 */
export async function refuseUnfitForItReport(context: CommandContext, tools: DutyTools, step: DutyStep): Promise<void> {
  const report = await lockItReportOfCase(context.tx, await caseOfTask(context.tx, step.taskId));
  const { person } = step;
  switch (step.properties['dutyStep'] as Step) {
    case 'review-it-report':
      if (!holdsOne(person, ['it'])) throw new DutyForbiddenError('review the report: IT does');
      return;
    case 'confirm-it-report':
      return requireConfirmer(context, tools, report, person);
    case 'note-it-report':
      if (!holdsOne(person, ['leader'])) throw new DutyForbiddenError('take note of the report: a leader does');
      if ([report.confirmedBy, report.reviewedBy, ...report.writers].includes(person.login)) throw new DutyForbiddenError('take note of what you have written or confirmed yourself');
      return;
    case 'answer-it-report':
      if (!holdsOne(person, ['it', ...report.confirmGroups])) throw new DutyForbiddenError('answer what the leadership asks about the report: IT does');
  }
}

/**
 * Writes down what was decided where the task is completed: no later job and no variable says that somebody has confirmed or taken
 * note. What people write stands here alone.
 * @throws DutyForbiddenError, DutyRefusedError, DutyStateError, ItReportNotFoundError
 */
export async function recordItReportStep(context: CommandContext, tools: DutyTools, step: CompletedDutyStep): Promise<void> {
  await refuseUnfitForItReport(context, tools, step);
  const report = await lockItReportOfCase(context.tx, await caseOfTask(context.tx, step.taskId));
  switch (step.properties['dutyStep'] as Step) {
    case 'review-it-report':
      return review(context, tools, report, step);
    case 'confirm-it-report':
      return confirm(context, report, step);
    case 'note-it-report':
      return takeNote(context, tools, report, step);
    case 'answer-it-report':
      return answer(context, tools, report, step);
  }
}

async function review(context: CommandContext, tools: DutyTools, report: ItReportRecord, { person }: CompletedDutyStep): Promise<void> {
  requireItReportStatus(report, ['drafting'], 'reviewing it');
  if (report.problems === null) throw new DutyRefusedError([NO_PROBLEMS]);
  const confirmGroups = await confirmGroupsOf(context, tools, { ...report, reviewedBy: person.login });
  await context.tx.execute(`update it_report set status = 'confirming', reviewed_by = $2, confirm_groups = $3 where id = $1`, [report.id, person.login, confirmGroups]);
  await recordItReportEvent(context, report.id, { kind: 'reviewed', actor: person.login });
}

/** The regulation asks for what is new (47/QĐ-STP art. 16.1): silence could mean that nobody has looked. */
const NO_PROBLEMS: Finding = {
  where: 'problems',
  what: 'is empty',
  mend: 'Write what is new or stands in the way with PUT /api/v1/it-reports/{id}, or that nothing does.',
  code: 'it-report-problems',
};

async function confirm(context: CommandContext, report: ItReportRecord, { person, values }: CompletedDutyStep): Promise<void> {
  requireItReportStatus(report, ['confirming'], 'confirming it');
  const { tx, now } = context;
  if (values['decision'] === 'confirm') {
    await tx.execute(`update it_report set status = 'confirmed', confirmed_by = $2, confirmed_at = $3 where id = $1`, [report.id, person.login, now]);
    await recordItReportEvent(context, report.id, { kind: 'confirmed', actor: person.login });
  } else {
    await tx.execute(`update it_report set status = 'drafting' where id = $1`, [report.id]);
    await recordItReportEvent(context, report.id, { kind: 'returned', actor: person.login, text: textOf(values, 'note') });
  }
}

async function takeNote(context: CommandContext, tools: DutyTools, report: ItReportRecord, step: CompletedDutyStep): Promise<void> {
  const { person, values } = step;
  requireItReportStatus(report, ['confirmed'], 'taking note of it');
  const { tx, now } = context;
  if (values['decision'] === 'return') return sendBack(context, tools, report, step);
  if (values['decision'] === 'note') {
    await tx.execute(`update it_report set status = 'noted', noted_by = $2, noted_at = $3 where id = $1`, [report.id, person.login, now]);
    await recordItReportEvent(context, report.id, { kind: 'noted', actor: person.login, text: textOf(values, 'remark') });
    return;
  }
  await tx.execute(`update it_report set status = 'asked' where id = $1`, [report.id]);
  await recordItReportEvent(context, report.id, { kind: 'asked', actor: person.login, text: textOf(values, 'note') });
  const notice = { title: `${sayItReport(report)}: lãnh đạo hỏi lại`, body: 'Xem câu hỏi ở mục Báo cáo công nghệ thông tin.', instanceId: report.instanceId };
  await tools.tell(context, { people: [], groups: ['it', ...report.confirmGroups] }, { ...notice, event: `it-report-asked:${report.id}:${momentOf(now)}` });
}

/** What the leadership finds wrong is a draft again: IT writes it anew, and it is confirmed anew. */
async function sendBack(context: CommandContext, tools: DutyTools, report: ItReportRecord, { person, properties, values }: CompletedDutyStep): Promise<void> {
  if (properties['sendsBack'] !== 'yes') throw new DutyRefusedError([NO_WAY_BACK]);
  const { tx, now } = context;
  await tx.execute(`update it_report set status = 'drafting', confirmed_by = null, confirmed_at = null where id = $1`, [report.id]);
  await recordItReportEvent(context, report.id, { kind: 'returned', actor: person.login, text: textOf(values, 'note') });
  const notice = { title: `${sayItReport(report)}: lãnh đạo trả lại`, body: 'Xem lý do ở mục Báo cáo công nghệ thông tin.', instanceId: report.instanceId };
  await tools.tell(context, { people: [], groups: ['it', ...report.confirmGroups] }, { ...notice, event: `it-report-sent-back:${report.id}:${momentOf(now)}` });
}

/** The model of a case that began earlier has no way back to the drafting; its record would stand still. */
const NO_WAY_BACK: Finding = {
  where: 'decision',
  what: 'is "return", which this case does not know: it began before reports could be returned by the leadership',
  mend: 'Ask back instead, or have the chief of office cancel this report.',
  code: 'it-report-no-way-back',
};

async function answer(context: CommandContext, tools: DutyTools, report: ItReportRecord, { person, values }: CompletedDutyStep): Promise<void> {
  requireItReportStatus(report, ['asked'], 'answering');
  const { tx, now } = context;
  await tx.execute(`update it_report set status = 'confirmed' where id = $1`, [report.id]);
  await recordItReportEvent(context, report.id, { kind: 'answered', actor: person.login, text: textOf(values, 'answer') });
  const notice = { title: `${sayItReport(report)}: đã trả lời`, body: 'Xem câu trả lời ở mục Báo cáo công nghệ thông tin.', instanceId: report.instanceId };
  await tools.tell(context, { people: [], groups: ['leader'] }, { ...notice, event: `it-report-answered:${report.id}:${momentOf(now)}` });
}

/** Each question and each answer is told, however often they go back and forth. */
function momentOf(now: string): string {
  return String(Date.parse(now));
}
