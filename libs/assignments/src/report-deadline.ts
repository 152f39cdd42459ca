import { cancelDeadlines, closeDeadlines, officeCalendars, openDeadline } from '#deadlines';
import type { CommandContext } from '#runtime';

/** Subject of the deadlines until which the next report on the progress is owed. */
const REPORT = 'assignment-report';

const DAY_MS = 86_400_000;

interface ReportedAssignment {
  readonly instanceId: string;
  readonly unit: string;
  readonly assigner: string;
  readonly title: string;
  readonly everyDays: number;
}

/**
 * Enters until when the next report is owed, where the work was given with such: the end of the working day that many days
 * from now, or of the next one where that has ended by then. In the ledger, so that policies remind of it and let it climb.
 */
export async function enterNextReport(context: CommandContext, id: string): Promise<void> {
  const [assignment] = await context.tx.query<ReportedAssignment>(
    `select a.instance_id as "instanceId", a.unit_code as unit, a.assigner, w.title, a.report_every_days as "everyDays"
     from assignment a join assignment_wording w on w.assignment_id = a.id and w.version = a.version
     where a.id = $1 and a.report_every_days is not null`,
    [id],
  );
  if (assignment === undefined) return;
  const { instanceId, unit, assigner, title, everyDays } = assignment;
  const { workingTime } = officeCalendars(context).ofUnit(unit);
  const earliest = new Date(Date.parse(context.now) + everyDays * DAY_MS).toISOString();
  const endOfDay = workingTime.addDays(earliest, 0);
  await openDeadline(context, {
    instanceId,
    variable: 'reportDueAt',
    label: `Báo cáo tiến độ: ${title}`,
    subject: REPORT,
    subjectId: id,
    unitCode: unit,
    givenBy: assigner,
    startedAt: context.now,
    startEvent: 'lần báo cáo trước hoặc lúc nhận việc',
    rule: { kind: 'fixed', dueAt: Date.parse(endOfDay) < Date.parse(earliest) ? workingTime.addDays(earliest, 1) : endOfDay, by: assigner },
    reason: 'báo cáo định kỳ',
  });
}

/** The report that was owed is given; the next one is owed. */
export async function takeReport(context: CommandContext, id: string): Promise<void> {
  await closeDeadlines(context, REPORT, [id]);
  await enterNextReport(context, id);
}

/** Nobody owes a report on the progress any more. */
export function cancelReport(context: CommandContext, id: string): Promise<void> {
  return cancelDeadlines(context, REPORT, id);
}
