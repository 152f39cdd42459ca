import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';
import { INCIDENT_SEVERITIES } from '../incident.js';

const name = z.string().min(1).max(64);
const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);
const text = (longest: number) => z.string().overwrite(tidyText).min(1).max(longest);

export const reasonSchema = text(2000);

/** What somebody reports. Which kinds there are is data; what belongs to which kind is looked at when the report is taken. */
export const incidentSchema = z.strictObject({
  kind: name,
  severity: z.enum(INCIDENT_SEVERITIES).default('normal'),
  title: line(300).optional(),
  description: text(10_000).optional(),
  /** As people call them: văn phòng điện tử, thư công vụ, mạng nội bộ. */
  systems: z.array(line(100)).max(20).default([]),
  attachmentIds: z.array(z.uuid()).max(20).default([]),
  /** Code of a unit of the reporter, where he has several. */
  unit: name.optional(),
  /** Login of the account whose password was exposed. */
  exposedLogin: name.optional(),
  /** Address of the mailbox of a unit whose password was exposed. */
  exposedMailbox: line(254).optional(),
  /** Why the reporter cannot say whose password it is: IT looks for it first. */
  exposureUnknown: text(2000).optional(),
});

export type IncidentInput = z.output<typeof incidentSchema>;

/** What a report turns out to be; what is left out stays. */
export const correctionSchema = z.strictObject({
  kind: name.optional(),
  severity: z.enum(INCIDENT_SEVERITIES).optional(),
  exposedLogin: name.optional(),
  exposedMailbox: line(254).optional(),
  exposureUnknown: text(2000).optional(),
  reason: reasonSchema,
});

/** Whether it works for somebody whose report is part of another; who still cannot work says what he sees. */
export const answerSchema = z.strictObject({
  answer: z.enum(['works', 'reopen']),
  /** With `reopen`. */
  reason: reasonSchema.optional(),
});

export const mergeSchema = z.strictObject({ into: z.uuid(), reason: reasonSchema });
