import type { OpenThing } from '#engine';
import type { JsonObject } from '#foundation';

/** A message on its way to whoever waits for it. */
export interface Message {
  readonly name: string;
  /** Absent: any correlation key fits. */
  readonly key?: string;
  readonly variables: JsonObject;
}

/**
 * Whether a subscription takes the message. One without a correlation key takes none that has one, as in the office.
 *
 * @param lenient it does: models of other systems have no such keys, while a script for them may name a business key.
 */
export function fits(
  { name, key }: Message,
  { message, correlationKey }: Extract<OpenThing, { readonly type: 'subscribe' }>,
  lenient: boolean,
): boolean {
  if (name !== message) return false;
  return key === undefined || key === correlationKey || (lenient && correlationKey === undefined);
}
