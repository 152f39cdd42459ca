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
  const finding = (where: string, code: string, what: string, mend: string): SetDay => ({ isLater: true, findings: [{ where, code, what, mend }] });
  if (day < dateInZone(now, zone)) return finding('answerDate', 'question-day-past', 'is past', 'Choose today or a later day, or leave it empty: the table says how long.');
  const { times } = timesSchema.parse(variables);
  const lastDay = (duration: string) => dateInZone(officeCalendars(context).addWorkingTime(now, duration), zone);
  if (day <= lastDay(times.answer)) return { isLater: false, findings: [] };
  const latest = times.longest === undefined ? undefined : lastDay(times.longest);
  if (latest !== undefined && day > latest) return finding('answerDate', 'question-day-too-late', `is later than ${latest}, the longest that the table allows`, `Choose ${latest} or an earlier day.`);
  if (reason === null) return finding('note', 'question-day-unreasoned', 'does not say why the answer takes longer than the table says', `Say why, or choose ${lastDay(times.answer)} or an earlier day.`);
  return { isLater: true, findings: [] };
}
