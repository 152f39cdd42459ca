import type { Database, Transaction } from '#database';

/** The agency whose books these are. */
export interface Office {
  readonly name: string;
  /** Abbreviation in the symbols of outgoing documents, e.g. `SKHCN`. */
  readonly code: string;
}

export async function getOffice(reader: Pick<Database | Transaction, 'query'>): Promise<Office> {
  const [office] = await reader.query<Office>('select name, code from office');
  return office!;
}
