import { randomBytes } from 'node:crypto';

/** The millisecond and the counter of the id made last. */
let last = { at: 0, counter: 0 };

/**
 * A new UUID version 7 (RFC 9562 §5.7): its first 48 bits are the milliseconds of the system clock, the 12 bits of `rand_a` count within
 * one of them (§6.2, method 1). What one process makes later sorts later, also within a millisecond and where the system clock is set back.
 */
export function newId(): string {
  const bytes = randomBytes(16);
  last = next(Date.now(), bytes.readUInt16BE(6) & 0x7ff);
  bytes.writeUIntBE(last.at, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.counter, 6);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A new millisecond begins anywhere in the lower half of the counter; one that is counted out lends from the next. */
function next(now: number, start: number): typeof last {
  if (now > last.at) return { at: now, counter: start };
  return last.counter < 0xfff ? { at: last.at, counter: last.counter + 1 } : { at: last.at + 1, counter: start };
}
