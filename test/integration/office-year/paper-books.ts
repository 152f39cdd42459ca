import type { IssuedDocument, Registered } from './desks.js';

/** A line of a book that is kept by hand. */
export interface PaperLine {
  readonly id: string;
  readonly number: number;
  readonly year: number;
  /** Number and symbol as they stand on the document. */
  readonly symbol: string;
  readonly subject: string;
  /** Of an incoming document that asks for an answer, until there is one. */
  obligationId: string | null;
  /** Number and symbol of the answers, in the order of their issue. */
  answeredBy: string[];
  voided: boolean;
}

/** What an exact clerk would have written down beside the system: all of the year, counted by hand. */
export class PaperBooks {
  readonly incoming: PaperLine[] = [];
  readonly outgoing: PaperLine[] = [];
  /** Tasks that people have completed. */
  tasksDone = 0;

  enterIncoming({ id, arrivalNumber: number, arrivalYear: year, documentNumber: symbol, subject, obligationId }: Registered): void {
    this.incoming.push({ id, number, year, symbol, subject, obligationId, answeredBy: [], voided: false });
  }

  enterOutgoing({ id, issueNumber: number, issueYear: year, symbol, subject, answers }: IssuedDocument): void {
    this.outgoing.push({ id, number, year, symbol, subject, obligationId: null, answeredBy: [], voided: false });
    for (const { obligationId } of answers) this.incoming.find((line) => line.obligationId === obligationId)?.answeredBy.push(symbol);
  }

  /** What a voided number had answered is owed again. */
  void(id: string): void {
    const line = [...this.incoming, ...this.outgoing].find((each) => each.id === id)!;
    line.voided = true;
    for (const asked of this.incoming) asked.answeredBy = asked.answeredBy.filter((symbol) => symbol !== line.symbol);
  }

  /** The lines of a year in the order of their numbers. */
  of(kind: 'incoming' | 'outgoing', year: number): PaperLine[] {
    return this[kind].filter((line) => line.year === year).sort((one, other) => one.number - other.number);
  }

  /** What is still owed. */
  get owed(): PaperLine[] {
    return this.incoming.filter(({ obligationId, answeredBy, voided }) => obligationId !== null && answeredBy.length === 0 && !voided);
  }
}
