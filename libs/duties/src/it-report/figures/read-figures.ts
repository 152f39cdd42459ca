import type { Transaction } from '#database';
import { accountFigures, mailboxFigures } from './account-figures.js';
import { backupFigures } from './backup-figures.js';
import { type Figure, type FigureReader, type FigureWords, type Span } from './figure.js';
import { incidentFigures } from './incident-figures.js';
import { documentFigures, deadlineFigures, storageFigures } from './office-figures.js';
import { signInFigures, workFigures } from './work-figures.js';

/** In the order of the report. */
const READERS: readonly FigureReader[] = [
  workFigures,
  incidentFigures,
  accountFigures,
  mailboxFigures,
  backupFigures,
  storageFigures,
  documentFigures,
  deadlineFigures,
  signInFigures,
];

/** Every figure of a period, counted out of what the database holds now; nothing is reckoned or kept beside it. */
export async function readFigures(tx: Transaction, span: Span, words: FigureWords): Promise<Figure[]> {
  const figures: Figure[] = [];
  // One after the other: a transaction has one connection.
  for (const read of READERS) figures.push(...(await read(tx, span, words)));
  return figures;
}
