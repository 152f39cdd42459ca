import { dateInZone } from '#foundation';
import { type Command, type CommandContext, setVariables, type Tell } from '#runtime';
import { type AssignmentRecord, type AssignmentStatus, lockWithCase } from '../assignment.js';
import { AssignmentRefusedError } from '../errors.js';
import { recordEvent } from '../record-event.js';

export interface HandOverGivenInput {
  readonly assignmentId: string;
  /** Login of who gave it and leaves. */
  readonly from: string;
  /** Login of who judges it from now on. */
  readonly to: string;
  readonly reason: string;
}

const OVER: readonly AssignmentStatus[] = ['done', 'recalled'];

/**
 * Work that somebody has given who leaves is judged by another, as signed minutes name him: by one who might have given it, and never by
 * who does it. It says whether there was anything left to hand over.
 * @throws AssignmentNotFoundError, AssignmentRefusedError
 */
export function handOverGiven(tell: Tell): Command<HandOverGivenInput, 'moved' | 'over'> {
  return {
    name: 'assignments.hand-over-given',
    async run(context, { assignmentId, from, to, reason }) {
      const assignment = await lockWithCase(context.tx, assignmentId);
      if (assignment.assigner !== from || OVER.includes(assignment.status)) {
        context.nothingChanged();
        return 'over';
      }
      await requireGiver(context, assignment, to);
      if (assignment.goesOn) await context.run(setVariables, { instanceId: assignment.instanceId, variables: { assigner: to } });
      await context.tx.execute('update assignment set assigner = $2 where id = $1', [assignmentId, to]);
      await recordEvent(context, assignmentId, { kind: 'comment', actor: to, text: reason });
      await tell(context, { people: [to, ...(assignment.assignee === null ? [] : [assignment.assignee])], groups: [] }, {
        title: 'Người giao việc đã thay đổi',
        body: reason,
        instanceId: assignment.instanceId,
        event: `assignment-giver:${assignmentId}:${context.now}`,
      });
      return 'moved';
    },
  };
}

/** Leaders and the chief of office give work to units, heads and their deputies to people (171/QĐ-BDT §8, §9), also such as begin soon. */
async function requireGiver({ tx, now, zone }: CommandContext, { assignee, unit, toUnit }: AssignmentRecord, to: string): Promise<void> {
  if (to === assignee) throw new AssignmentRefusedError([{ where: 'receiver', what: `${to} does the work, and would judge his own` }]);
  const found = await tx.query(
    `select from post where login = $1 and (valid_to is null or valid_to >= $4::date)
       and (role in ('leader', 'chief-of-office') or not $3 and role in ('head', 'deputy-head') and unit_code in (select heirs_of_unit($2, $4::date)))`,
    [to, unit, toUnit, dateInZone(now, zone)],
  );
  if (found.length === 0) throw new AssignmentRefusedError([{ where: 'receiver', what: `${to} could not give this work`, mend: 'Name a head, or a leader.' }]);
}
