import { demoSignIns } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { eventually } from '../../support/eventually.js';
import { ADMIN, CHIEF, CLERK, OVERSEER } from './desks.js';
import type { Act, OfficeOverTime } from './office-over-time.js';

interface OpenTask {
  readonly id: string;
  readonly name: string;
  readonly subject: string | null;
  readonly definitionKey: string;
  readonly assignee: string | null;
}

/** Resolves once the outbox is empty; it is looked through every few seconds. */
export function mailsHaveLeft(office: OfficeOverTime): Promise<true> {
  return eventually(async () => (await office.list(CLERK, 'outgoing-mails?state=queued')).length === 0);
}

/** What must be empty, however the year went: work that has failed, waits for a repetition, or was asked and not answered. */
export async function standingTroubles(office: OfficeOverTime): Promise<Readonly<Record<string, readonly object[]>>> {
  return {
    failedJobs: await office.list(ADMIN, 'jobs?status=failed'),
    retriedJobs: await office.list(ADMIN, 'jobs?status=retrying'),
    failedMails: await office.list(CLERK, 'outgoing-mails?state=failed'),
    failedReminders: await office.list(CHIEF, 'reminders?failedOnly=true'),
    keptMessages: await office.list(ADMIN, 'kept-messages'),
    gateQuestions: await office.list(CLERK, 'incoming-documents/gate-questions'),
  };
}

/** Open work that stands on nobody's list: it could never be finished. */
export async function workOfNobody(office: OfficeOverTime): Promise<OpenTask[]> {
  const seen = new Set<string>();
  for (const { login } of demoSignIns()) {
    for (const scope of ['mine', 'group']) {
      for (const { id } of await office.list<OpenTask>(login, `tasks?scope=${scope}`)) seen.add(id);
    }
  }
  return (await allOpenTasks(office)).filter(({ id }) => !seen.has(id));
}

/** They begin by their own clocks, all through the year, and nobody answers them here. */
const BY_THE_CLOCK: readonly string[] = ['work-programme', 'dormant-mailboxes', 'it-report', 'backup-check'];

/** Open work on documents. */
export async function openWork(office: OfficeOverTime): Promise<OpenTask[]> {
  return (await allOpenTasks(office)).filter(({ definitionKey }) => !BY_THE_CLOCK.includes(definitionKey));
}

function allOpenTasks(office: OfficeOverTime): Promise<OpenTask[]> {
  return office.list<OpenTask>(OVERSEER, 'tasks?scope=all');
}

/** Acts of people that the audit trail does not have under their names. */
export async function actsWithoutTrail(office: OfficeOverTime): Promise<Act[]> {
  const trail = await office.list<{ actor: string; requestId: string }>(ADMIN, 'audit-entries');
  const recorded = new Set(trail.map(({ actor, requestId }) => `${actor} ${requestId}`));
  return office.acts.filter(({ login, requestId }) => !recorded.has(`${login} ${requestId}`));
}
