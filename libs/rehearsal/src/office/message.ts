import type { OpenThing } from '#engine';
import type { JsonObject } from '#foundation';
import type { OpenEntry } from './open-things.js';

/** A message on its way to whoever waits for it. */
export interface Message {
  readonly name: string;
  /** Absent: any correlation key fits. */
  readonly key?: string;
  /** Only an instance with this business key takes it; one that it begins gets it. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
}

export type Subscription = Extract<OpenThing, { readonly type: 'subscribe' }>;

/**
 * Whether a subscription takes the message. One without a correlation key takes none that has one, as in the office.
 *
 * @param lenient it does: models of other systems have no such keys, while a script for them may name a business key.
 */
export function fits(
  { name, key, businessKey }: Message,
  { instance, thing: { message, correlationKey } }: OpenEntry<Subscription>,
  lenient: boolean,
): boolean {
  if (name !== message || (businessKey !== undefined && businessKey !== instance.businessKey)) return false;
  return key === undefined || key === correlationKey || (lenient && correlationKey === undefined);
}

/** The message and its keys in words. */
export function describeMessage({ name, key, businessKey }: Message): string {
  const keys = [
    ...(key === undefined ? [] : [`correlation key "${key}"`]),
    ...(businessKey === undefined ? [] : [`business key "${businessKey}"`]),
  ];
  return `message "${name}"${keys.length === 0 ? '' : ` with ${keys.join(' and ')}`}`;
}
