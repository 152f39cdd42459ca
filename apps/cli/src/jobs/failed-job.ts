import { firstLine } from '../server/table.js';

/** A job that has failed, as the server tells of it. */
export interface FailedJob {
  readonly id: string;
  readonly status: string;
  readonly instanceId: string | null;
  readonly definitionKey: string | null;
  readonly elementId: string | null;
  readonly kind: string;
  readonly topic: string | null;
  readonly attempts: number;
  readonly error: { readonly message: string; readonly at: string };
  readonly dueAt: string | null;
}

export const JOB_HEADINGS = ['job', 'status', 'process', 'instance', 'at', 'topic', 'failed', 'next', 'why'];

export function jobCells(job: FailedJob): string[] {
  const { id, status, definitionKey, instanceId, elementId, topic, kind, error, dueAt } = job;
  const where = [definitionKey ?? '', instanceId ?? '', elementId ?? '', topic ?? kind];
  return [id, status, ...where, error.at, dueAt ?? '', firstLine(error.message)];
}
