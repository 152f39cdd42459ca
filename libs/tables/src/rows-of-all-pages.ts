import type { Page } from '#foundation';

/** Few questions to the database, and little to keep meanwhile. */
const ROWS_OF_A_PAGE = 500;

/** Gives the page behind `after`, the first one without it. */
export type AskForPage<Row> = (page: { limit: number; after?: string }) => Promise<Page<Row>>;

/** All rows of a list that comes in pages, asked for as they are taken. */
export async function* rowsOfAllPages<Row>(ask: AskForPage<Row>): AsyncGenerator<Row> {
  let after: string | undefined;
  do {
    const { items, next } = await ask({ limit: ROWS_OF_A_PAGE, after });
    yield* items;
    after = next ?? undefined;
  } while (after !== undefined);
}
