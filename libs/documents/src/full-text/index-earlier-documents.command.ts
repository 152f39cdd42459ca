import type { Command } from '#runtime';

export interface IndexEarlierDocumentsInput {
  /** Documents at most. */
  readonly limit: number;
}

/**
 * Takes documents into the search that were there before it, or before it knew the marks of filters: triggers know only of
 * those that come or change. Gives their number, 0 when all are in.
 */
export const indexEarlierDocuments: Command<IndexEarlierDocumentsInput, number> = {
  name: 'documents.index-earlier-documents',
  // What is found is derived from the documents.
  audited: false,

  async run({ tx }, { limit }) {
    let indexed = 0;
    for (const kind of ['incoming', 'outgoing']) {
      indexed += await tx.execute(
        `select index_${kind}_document(earlier.id)
         from (select d.id from ${kind}_document d
               where not exists (select from document_search s where s.document_id = d.id and s.marked)
               order by d.id limit $1 for no key update of d skip locked) earlier`,
        [limit - indexed],
      );
    }
    return indexed;
  },
};
