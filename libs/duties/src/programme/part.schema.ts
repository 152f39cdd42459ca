import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';

const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);
const day = z.iso.date().nullable().default(null);

const planLine = z.strictObject({
  work: line(500),
  /** Who does it, in words: a person, a group, a unit. */
  who: line(200).nullable().default(null),
  /** `YYYY-MM-DD`; null: through the whole period. */
  by: day,
});

const resultLine = planLine.extend({
  result: line(1000).nullable().default(null),
  done: z.boolean().default(false),
});

/** What a unit publishes: its fields of work, the results of the period before and the programme of this one (158/QĐ-STP art. 4.2). */
export const partContentSchema = z.strictObject({
  fields: z.string().overwrite(tidyText).min(1).max(2000).nullable().default(null),
  results: z.array(resultLine).max(200).default([]),
  plan: z.array(planLine).max(200).default([]),
});

export type PartContent = z.output<typeof partContentSchema>;
export type PlanLine = PartContent['plan'][number];
export type ResultLine = PartContent['results'][number];

export const reasonSchema = z.string().overwrite(tidyText).min(1).max(2000);
