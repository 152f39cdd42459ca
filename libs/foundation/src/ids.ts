import { randomBytes } from 'node:crypto';

/**
 * A new UUID version 7 (RFC 9562 §5.7): its first 48 bits are the milliseconds of the system clock, so ids made later
 * sort later and primary-key indexes grow at one end.
 */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
