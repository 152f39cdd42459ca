import type { AuditEntry } from '#audit';

/** What the audit trail says a job is about: its instance, or itself where it has none. */
export function jobSubject(jobId: string, instanceId: string | null): Pick<AuditEntry, 'subject' | 'subjectId'> {
  return instanceId === null
    ? { subject: 'job', subjectId: jobId }
    : { subject: 'process-instance', subjectId: instanceId };
}
