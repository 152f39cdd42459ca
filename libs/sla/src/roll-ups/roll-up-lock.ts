/** SQL: the turn to count, held to the end of a transaction. */
const TURN = `hashtext('congvan.roll-ups'), 0`;

/** Waits until nobody else counts. */
export const AWAIT_TURN = `select pg_advisory_xact_lock(${TURN})`;

/** `ours`: nobody else counts. */
export const TRY_TURN = `select pg_try_advisory_xact_lock(${TURN}) as ours`;
