import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';

const variablesSchema = z.object({ obligationId: z.uuid(), coordinatingUnit: nameSchema });

/**
 * Topic `documents.record-missing-contribution`: the time of a coordinating unit ran out. Once for each unit: what is
 * recorded of it already, given or missing, stays as it is.
 */
export const recordMissingContributionHandler: JobHandler = {
  topic: 'documents.record-missing-contribution',
  async handle(job) {
    const { obligationId, coordinatingUnit } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit, nothingChanged }) {
        const recorded = await tx.execute(
          `insert into contribution (obligation_id, unit_code, status, recorded_at)
           values ($1, $2, 'missing', $3)
           on conflict (obligation_id, unit_code) do nothing`,
          [obligationId, coordinatingUnit, now],
        );
        if (recorded === 0) return nothingChanged();
        audit({
          subject: 'reply-obligation',
          subjectId: obligationId,
          detail: { unit: coordinatingUnit },
        });
      },
    };
  },
};
