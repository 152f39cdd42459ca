import { type CliCommand, UsageError } from '../cli-command.js';

/** One of the things that `instances` does. */
export type InstanceVerb = Pick<CliCommand, 'name' | 'usage' | 'run'>;

/** @throws UsageError where an argument or option that is needed was not given. */
export function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`Give ${what}.`);
  return value;
}

/** Keys are whole numbers from 1. @throws UsageError */
export function toKey(text: string): number {
  const key = Number(text);
  if (!Number.isInteger(key) || key < 1) throw new UsageError(`"${text}" is no key. Keys are numbers; "show" lists them.`);
  return key;
}
