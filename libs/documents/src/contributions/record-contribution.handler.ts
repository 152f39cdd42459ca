import { newId } from '#foundation';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';
import { askedFor, askedForFields } from './asked-for.js';

const variablesSchema = z.object({
  ...askedForFields,
  coordinatingUnit: nameSchema,
  contribution: z.string().min(1),
  contributedBy: nameSchema,
});

/** Topic `documents.record-contribution`: what a coordinating unit gives to the lead unit. What it gave before stays as well. */
export const recordContributionHandler: JobHandler = {
  topic: 'documents.record-contribution',
  async handle(job) {
    const given = readVariables(variablesSchema, job);
    const { documentId, coordinatingUnit, contribution, contributedBy } = given;
    return {
      async commit({ tx, now, audit }) {
        await tx.execute(
          `insert into document_contribution (id, document_id, unit_code, status, content, contributed_by, recorded_at)
           values ($1, $2, $3, 'given', $4, $5, $6)`,
          [newId(), documentId, coordinatingUnit, contribution, contributedBy, now],
        );
        audit({ ...askedFor(given), detail: { unit: coordinatingUnit, contributedBy } });
      },
    };
  },
};
