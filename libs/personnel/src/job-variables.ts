import { jobVariablesReader, nameSchema } from '#runtime';
import { z } from 'zod';
import { BadPersonnelVariablesError } from './errors.js';

/** @throws BadPersonnelVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadPersonnelVariablesError);

/** What every case of a decision has from its beginning. */
export const decisionSchema = z.object({ decisionId: z.uuid(), fullName: nameSchema });

/** What every case of a person who leaves or moves has from its beginning. */
export const personSchema = z.object({
  decisionId: z.uuid(),
  /** Login. */
  person: nameSchema,
  /** Code of the unit that he leaves. */
  unit: nameSchema,
  /** In that unit, `YYYY-MM-DD`. */
  lastDay: z.iso.date(),
  /** The decision, with number and date. */
  basis: z.string().min(1),
});

/** The same once the minutes are there. */
export const minutesSchema = personSchema.extend({ minutesId: z.uuid() });
