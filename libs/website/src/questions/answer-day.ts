import { officeCalendars } from '#deadlines';
import { dateInZone, type Finding, type JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';

/** Of the table question-times, as far as leadership may set another day than it says; cases that began before there was one know no longest time. */
const timesSchema = z.object({ times: z.object({ answer: z.iso.duration(), longest: z.iso.duration().optional() }) });

/** A day `YYYY-MM-DD` that leadership has set for an answer. */
export interface SetDay {
  /** It is later than the table says: somebody is told. */
  readonly isLater: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Questions are answered in time (47/QĐ-STP art. 5.1): not before today, later than the table says only with a reason, and never beyond
 * the longest time that it names.
 * @param variables of the case
 */
export function checkAnswerDay(context: CommandContext, variables: JsonObject, day: string, reason: string | null): SetDay {
  const { now, zone } = context;
  if (day < dateInZone(now, zone)) {
    return refused({ where: 'answerDate', code: 'question-day-past', what: 'is past', mend: 'Choose today or a later day, or leave it empty: the table says how long.' });
  }
  const { times } = timesSchema.parse(variables);
  const lastDay = (duration: string) => dateInZone(officeCalendars(context).addWorkingTime(now, duration), zone);
  if (day <= lastDay(times.answer)) return { isLater: false, findings: [] };
  const latest = times.longest === undefined ? undefined : lastDay(times.longest);
  if (latest !== undefined && day > latest) {
    const what = `is later than ${latest}, the longest that the table allows`;
    return refused({ where: 'answerDate', code: 'question-day-too-late', what, mend: `Choose ${latest} or an earlier day.` });
  }
  if (reason === null) {
    const what = 'does not say why the answer takes longer than the table says';
    return refused({ where: 'note', code: 'question-day-unreasoned', what, mend: `Say why, or choose ${lastDay(times.answer)} or an earlier day.` });
  }
  return { isLater: true, findings: [] };
}

function refused(finding: Finding): SetDay {
  return { isLater: true, findings: [finding] };
}
