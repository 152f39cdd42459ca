import type { Database, Transaction } from '#database';
import { IncidentForbiddenError, IncidentNotFoundError } from './errors.js';
import type { Person } from './incident.js';

type Source = Pick<Database | Transaction, 'query'>;

/**
 * Condition over an `incident i`: whoever reported it, heads the unit that he reported it from, was asked by his post, or has it
 * to handle. `first` is the number of the first of {@link personParameters}.
 */
export function readableIncident(first: number): string {
  const [login, groups, units] = [`$${first}::text`, `$${first + 1}::text[]`, `$${first + 2}::text[]`];
  return `(i.reporter = ${login} or i.handler = ${login} or i.asked_groups && ${groups} or i.unit_code = any(${units}))`;
}

/** The three parameters of {@link readableIncident}: login, groups, and the units that the person leads. */
export function personParameters({ login, groups }: Person): [string, readonly string[], readonly string[]] {
  const led = groups.filter((group) => /^(deputy-)?head:/.test(group)).map((group) => group.slice(group.indexOf(':') + 1));
  return [login, groups, led];
}

export async function readsIncident(source: Source, person: Person, id: string): Promise<boolean> {
  const found = await source.query(`select from incident i where i.id = $1 and ${readableIncident(2)}`, [id, ...personParameters(person)]);
  return found.length > 0;
}

/** @throws IncidentForbiddenError */
export async function requireIncidentReader(source: Source, person: Person, id: string): Promise<void> {
  if (!(await readsIncident(source, person, id))) throw new IncidentForbiddenError('see this incident');
}

/**
 * Whether the variables of a case are for the person: those of an incident repeat what was reported and what was done about it.
 * @param instanceId of any case; of one that concerns no incident they are not looked at here
 */
async function readsVariablesOfCase(source: Source, person: Person, instanceId: string): Promise<boolean> {
  const hidden = await source.query(
    `select from process_instance p join incident i on i.instance_id = p.root_instance_id where p.id = $1 and ${readableIncident(2)} is not true`,
    [instanceId, ...personParameters(person)],
  );
  return hidden.length === 0;
}

/** @throws IncidentForbiddenError as {@link readsVariablesOfCase} says */
export async function requireReaderOfIncidentCase(source: Source, person: Person, instanceId: string): Promise<void> {
  if (!(await readsVariablesOfCase(source, person, instanceId))) throw new IncidentForbiddenError('see the variables of this incident');
}

/**
 * How far it is, is also told to those whose reports are part of it: they are asked whether their own trouble is over.
 * @throws IncidentNotFoundError, IncidentForbiddenError
 */
export async function requireFollower(source: Source, person: Person, id: string): Promise<void> {
  const [found] = await source.query<{ follows: boolean }>(
    `select ${readableIncident(2)} or exists (select from incident part where part.merged_into = i.id and part.reporter = $2) as follows
     from incident i where i.id = $1`,
    [id, ...personParameters(person)],
  );
  if (found === undefined) throw new IncidentNotFoundError(id);
  if (!found.follows) throw new IncidentForbiddenError('see this incident');
}

/** Whether a file came with an incident, and if so whether the person reads it: clerks too, while they are asked what it holds. */
export async function readsIncidentFile(source: Source, person: Person, attachmentId: string): Promise<'no-incident' | 'reads' | 'does-not'> {
  const [file] = await source.query<{ reads: boolean }>(
    `select ${readableIncident(2)} or ('clerk' = any($3::text[])
       and exists (select from gate_question q where q.attachment_id = a.id and q.answer is null)) as reads
     from attachment a join incident i on i.id = a.incident_id where a.id = $1`,
    [attachmentId, ...personParameters(person)],
  );
  if (file === undefined) return 'no-incident';
  return file.reads ? 'reads' : 'does-not';
}
