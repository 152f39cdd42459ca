import { newId } from '#foundation';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';
import { askedFor, askedForFields } from './asked-for.js';

const variablesSchema = z.object({ ...askedForFields, coordinatingUnit: nameSchema });

/**
 * Topic `documents.record-missing-contribution`: the time of a coordinating unit ran out. Once for each unit: what is
 * recorded of it already, given or missing, stays as it is.
 */
export const recordMissingContributionHandler: JobHandler = {
  topic: 'documents.record-missing-contribution',
  async handle(job) {
    const asked = readVariables(variablesSchema, job);
    const { documentId, coordinatingUnit } = asked;
    return {
      async commit({ tx, now, audit, nothingChanged }) {
        const recorded = await tx.execute(
          `insert into document_contribution (id, document_id, unit_code, status, missing_because, recorded_at)
           select $1, $2, $3, 'missing', 'timed-out', $4
           where not exists (select from document_contribution where document_id = $2 and unit_code = $3)`,
          [newId(), documentId, coordinatingUnit, now],
        );
        if (recorded === 0) return nothingChanged();
        audit({ ...askedFor(asked), detail: { unit: coordinatingUnit } });
      },
    };
  },
};
