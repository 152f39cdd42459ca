/**
 * Held by whoever plans reminders and by whoever changes a policy, so that a plan is never made of the policies from
 * before a change under the revision from after it.
 */
const TURN = `hashtext('congvan.reminders'), 0`;

/** Waits for the turn; it ends with the transaction. */
export const AWAIT_TURN = `select pg_advisory_xact_lock(${TURN})`;

/** As `ours`: whether the turn was free. */
export const TRY_TURN = `select pg_try_advisory_xact_lock(${TURN}) as ours`;
