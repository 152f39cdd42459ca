import type { OpenThing } from '#engine';
import type { JsonObject } from '#foundation';

/** A message on its way to whoever waits for it. */
export interface Message {
  readonly name: string;
  /** Absent: any correlation key fits. */
  readonly key?: string;
  readonly variables: JsonObject;
}

/** Whether a subscription takes the message; one without a correlation key takes it whatever its key. */
export function fits(
  { name, key }: Message,
  { message, correlationKey }: Extract<OpenThing, { readonly type: 'subscribe' }>,
): boolean {
  return name === message && (key === undefined || correlationKey === undefined || key === correlationKey);
}
