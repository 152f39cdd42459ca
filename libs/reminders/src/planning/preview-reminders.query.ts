import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import type { DeadlineKind } from '#deadlines';
import { dateInZone } from '#foundation';
import { RemindedDeadlineNotFoundError } from '../errors.js';
import { listReminderPolicies } from '../policies/policies.query.js';
import { type Reminder, remindersOf } from '../reminders.query.js';
import { fittingPolicy } from './fitting-policy.js';
import { type PlannedStep, plannedSteps } from './planned-steps.js';
import { readRemindedDeadline } from './reminded-deadline.js';

export interface ReminderPreviewInput {
  readonly kind: DeadlineKind;
  readonly id: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

export interface ReminderPreview {
  readonly label: string;
  readonly dueAt: string;
  /** `open`; of another nothing more is sent. */
  readonly status: string;
  /** While it is paused nothing is sent. */
  readonly pausedUntil: string | null;
  /** The policy that applies; null: none does. */
  readonly policy: { readonly id: string; readonly name: string } | null;
  /** What comes, earliest first, with what came of it. */
  readonly steps: readonly (PlannedStep & { readonly reminder: Reminder | null })[];
}

/**
 * Which reminders a deadline gets at which instants, as the policies, the calendars and its due date stand now.
 * @throws RemindedDeadlineNotFoundError
 */
export async function previewReminders(
  database: Database,
  calendars: CalendarBook,
  { kind, id, zone }: ReminderPreviewInput,
): Promise<ReminderPreview> {
  return database.transaction(async (tx) => {
    const deadline = await readRemindedDeadline(tx, { kind, id }, dateInZone(tx.now, zone));
    if (deadline === undefined) throw new RemindedDeadlineNotFoundError(kind, id);
    const policy = fittingPolicy(await listReminderPolicies(tx), deadline);
    const { workingTime } = calendars.ofUnit(deadline.unitCode);
    const planned = plannedSteps(policy?.steps ?? [], deadline, { workingTime, zone });
    const made = await remindersOf(tx, { kind, id });
    const ofStep = ({ at, to }: PlannedStep) =>
      made.find(({ step, addressee, dueAt }) => step === at && addressee === to && dueAt === deadline.dueAt) ?? null;
    return {
      label: deadline.label,
      dueAt: deadline.dueAt,
      status: deadline.status,
      pausedUntil: deadline.pausedUntil,
      policy: policy === undefined ? null : { id: policy.id, name: policy.name },
      steps: planned.map((step) => ({ ...step, reminder: ofStep(step) })),
    };
  });
}
