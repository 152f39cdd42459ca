/**
 * What two active instances of one process that a message has started may not share: the process and the correlation
 * key of the message. The id of a process is an XML name without a colon, so the first colon divides the two.
 */
export function toStartKey(processKey: string, correlationKey: string): string {
  return `${processKey}:${correlationKey}`;
}

export function readStartKey(startKey: string): { processKey: string; correlationKey: string } {
  const colon = startKey.indexOf(':');
  return { processKey: startKey.slice(0, colon), correlationKey: startKey.slice(colon + 1) };
}
