/** A job that is out of attempts, as the server tells of it. */
export interface FailedJob {
  readonly id: string;
  readonly instanceId: string | null;
  readonly definitionKey: string | null;
  readonly elementId: string | null;
  readonly kind: string;
  readonly topic: string | null;
  readonly error: { readonly message: string };
}

export const JOB_HEADINGS = ['failed job', 'process', 'instance', 'at', 'topic', 'why'];

export function jobCells({ id, instanceId, definitionKey, elementId, kind, topic, error }: FailedJob): string[] {
  return [id, definitionKey ?? '', instanceId ?? '', elementId ?? '', topic ?? kind, error.message];
}
