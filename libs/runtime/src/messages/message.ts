import type { JsonObject } from '#foundation';

/** A message on its way to the one instance that waits for it, or that it begins. */
export interface Message {
  /** Name of the BPMN message. */
  readonly message: string;
  /** Absent: whoever waits for the name, whatever its key. */
  readonly correlationKey?: string;
  /** Only an instance with this business key takes it; one that it begins gets it. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
}

/** The correlation of a message in words, for errors and logs. */
export function describeMessage({ message, correlationKey, businessKey }: Omit<Message, 'variables'>): string {
  const keys = [
    correlationKey !== undefined && `correlation key "${correlationKey}"`,
    businessKey !== undefined && `business key "${businessKey}"`,
  ].filter((key) => key !== false);
  return keys.length === 0 ? `message "${message}"` : `message "${message}" with ${keys.join(' and ')}`;
}
