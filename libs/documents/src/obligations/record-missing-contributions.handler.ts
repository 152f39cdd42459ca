import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';

const variablesSchema = z.object({ obligationId: z.uuid(), coordinatingUnits: z.array(nameSchema) });

/** Topic `documents.record-missing-contributions`: time is up; which of the coordinating units gave nothing. */
export const recordMissingContributionsHandler: JobHandler = {
  topic: 'documents.record-missing-contributions',
  async handle(job) {
    const { obligationId, coordinatingUnits } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit }) {
        const missing = await tx.query<{ unit: string }>(
          `insert into contribution (obligation_id, unit_code, status, recorded_at)
           select $1::uuid, unnest($2::text[]), 'missing', $3::timestamptz
           on conflict (obligation_id, unit_code) do nothing
           returning unit_code as unit`,
          [obligationId, coordinatingUnits, now],
        );
        audit({
          action: 'documents.record-missing-contributions',
          subject: 'reply-obligation',
          subjectId: obligationId,
          detail: { units: missing.map(({ unit }) => unit) },
        });
      },
    };
  },
};
