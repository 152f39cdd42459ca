/** Weeks, days, hours and less, in this order: months and years have no fixed number of working days. */
const WORKING_DURATION = /^-?P(?=\d|T\d)(?:\d{1,4}W)?(?:\d{1,4}D)?(?:T(?=\d)(?:\d{1,5}H)?(?:\d{1,6}M)?(?:\d{1,8}S)?)?$/;

/**
 * Whether people may write this for an amount of working time: an ISO 8601 duration such as `P5D`, `PT8H` or `-P1DT4H` that
 * `WorkingTime.add` can count, of a length that means something.
 */
export function isWorkingDuration(text: string): boolean {
  return WORKING_DURATION.test(text);
}
