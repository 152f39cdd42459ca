/**
 * `uid=cuongpv`: everything but letters, digits and marks that mean nothing in a DN is written as its bytes in hex, which
 * RFC 4514 §2.4 allows for any character. So no name can end its part of the DN, and servers and our own client, which
 * splits DNs at commas, cannot read it differently.
 */
export function relativeName(attribute: string, value: string): string {
  const escaped = value.replace(/[^\p{L}\p{N}@._-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  return `${attribute}=${escaped}`;
}

/** The DN above a DN. */
export function parentOf(dn: string): string {
  return /^(?:\\.|[^\\,])*,(.*)$/s.exec(dn)?.[1] ?? '';
}
