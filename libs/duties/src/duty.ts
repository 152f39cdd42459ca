import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import { jobVariablesReader, type Tell } from '#runtime';
import { BadDutyVariablesError } from './errors.js';

/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** What this lib needs of others; the app hands it in. All of it runs in the transaction of the command. */
export interface DutyTools {
  readonly tell: Tell;
  /** Logins of the people in a group on a day `YYYY-MM-DD`. */
  readonly membersOf: (tx: Transaction, group: string, onDate: string) => Promise<string[]>;
  /** A level that is asked about incidents, in Vietnamese. */
  readonly hopName: (hop: string) => string;
  /** How grave an incident is, in Vietnamese. */
  readonly severityName: (severity: string) => string;
}

/** A task and who is about to do it or to get it, as far as the rules of duties look at it. */
export interface DutyStep {
  readonly taskId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly person: Person;
  /** What the task sees of its case; operators write nothing of it. */
  readonly variables: JsonObject;
}

/** The same with what was filled in. */
export interface CompletedDutyStep extends DutyStep {
  readonly values: JsonObject;
}

/** @throws BadDutyVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadDutyVariablesError);

/** Root of the case of a task. */
export async function caseOfTask(tx: Transaction, taskId: string): Promise<string> {
  const [task] = await tx.query<{ id: string }>(
    'select i.root_instance_id as id from user_task t join process_instance i on i.id = t.instance_id where t.id = $1',
    [taskId],
  );
  return task?.id ?? taskId;
}

export function holdsOne(person: Person, groups: readonly string[]): boolean {
  return groups.some((group) => person.groups.includes(group));
}

/** A text that was filled in, null where none was. */
export function textOf(values: JsonObject, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
