import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';

const variablesSchema = z.object({
  obligationId: z.uuid(),
  coordinatingUnit: nameSchema,
  contribution: z.string().min(1),
  contributedBy: nameSchema,
});

/** Topic `documents.record-contribution`: what a coordinating unit gives to the answer. A later one takes its place. */
export const recordContributionHandler: JobHandler = {
  topic: 'documents.record-contribution',
  async handle(job) {
    const { obligationId, coordinatingUnit, contribution, contributedBy } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit }) {
        await tx.execute(
          `insert into contribution (obligation_id, unit_code, status, content, contributed_by, recorded_at)
           values ($1, $2, 'given', $3, $4, $5)
           on conflict (obligation_id, unit_code) do update
             set status = 'given', content = $3, contributed_by = $4, recorded_at = $5`,
          [obligationId, coordinatingUnit, contribution, contributedBy, now],
        );
        audit({
          subject: 'reply-obligation',
          subjectId: obligationId,
          detail: { unit: coordinatingUnit, contributedBy },
        });
      },
    };
  },
};
