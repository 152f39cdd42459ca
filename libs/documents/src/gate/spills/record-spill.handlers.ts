import { tidyText } from '#foundation';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../../job-variables.js';
import { SpillNotFoundError } from '../errors.js';

const text = z.string().overwrite(tidyText).min(1).max(2000);

const informedSchema = z.object({ informedOn: z.iso.date(), informedHow: text, informedBy: nameSchema });

/** Topic `documents.record-sender-informed`: whoever sent the secret over an open channel knows of it, since when and how. */
export const recordSenderInformedHandler: JobHandler = {
  topic: 'documents.record-sender-informed',
  async handle(job) {
    const { informedOn, informedHow, informedBy } = readVariables(informedSchema, job);
    return {
      async commit(context) {
        const [spill] = await context.tx.query<{ id: string }>(
          `update secret_spill set sender_informed_on = $2, sender_informed_how = $3, sender_informed_by = $4
           where instance_id = $1 returning id`,
          [job.instanceId, informedOn, informedHow, informedBy],
        );
        if (spill === undefined) throw new SpillNotFoundError(`of case ${job.instanceId}`);
        context.audit({ subject: 'secret-spill', subjectId: spill.id, detail: { informedOn, informedBy } });
      },
    };
  },
};

const assessmentSchema = z.object({ assessment: text, backups: text, assessedBy: nameSchema });

/** Topic `documents.record-spill-assessment`: how it came in, who had it, what becomes of backups. It closes the spill. */
export const recordSpillAssessmentHandler: JobHandler = {
  topic: 'documents.record-spill-assessment',
  async handle(job) {
    const { assessment, backups, assessedBy } = readVariables(assessmentSchema, job);
    return {
      async commit(context) {
        const [spill] = await context.tx.query<{ id: string }>(
          `update secret_spill set status = 'closed', assessed_at = $2, assessed_by = $3, assessment = $4, backups = $5
           where instance_id = $1 and status = 'removed' returning id`,
          [job.instanceId, context.now, assessedBy, assessment, backups],
        );
        if (spill === undefined) throw new SpillNotFoundError(`of case ${job.instanceId}`);
        context.audit({ subject: 'secret-spill', subjectId: spill.id, detail: { assessedBy } });
      },
    };
  },
};
