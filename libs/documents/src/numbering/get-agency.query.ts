import type { Database, Transaction } from '#database';

/** The agency whose books these are. */
export interface Agency {
  readonly name: string;
  /** Abbreviation in the symbols of outgoing documents, e.g. `SKHCN`. */
  readonly code: string;
  /** Working days after its arrival within which an incoming document may be registered. */
  readonly registerWithinDays: number;
}

export async function getAgency(reader: Pick<Database | Transaction, 'query'>): Promise<Agency> {
  const [agency] = await reader.query<Agency>('select name, code, register_within_days as "registerWithinDays" from agency');
  return agency!;
}
