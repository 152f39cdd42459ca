import { CongvanError, type Finding } from '#foundation';

/** A process gave a service task of the reports variables that its handler cannot work with: the model is wrong. */
export class BadReportVariablesError extends CongvanError {
  readonly code = 'sla.bad-job-variables';
  readonly kind = 'internal';

  constructor({ elementId, topic }: { elementId: string; topic: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} (${topic}) cannot read its variables: ${list}.`, { findings });
  }
}

/** The case was begun with mail, and the worker that runs this job has no mail server. */
export class NoMailServerError extends CongvanError {
  readonly code = 'sla.no-mail-server';
  readonly kind = 'transient';

  constructor() {
    super('This worker has no mail server. Set SMTP_URL and MAIL_FROM for every worker, then let the job begin again.');
  }
}
