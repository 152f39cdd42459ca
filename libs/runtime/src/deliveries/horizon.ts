/** Jobs due later than this wait in the database alone: a queue full of what is due in a month would only cost memory. */
export const HORIZON_MS = 60_000;
