import { MAX_ATTEMPTS } from './reminder-tools.js';

/** Of `reminder_recipient`: nobody tries any more to tell the person. */
export const GIVEN_UP_RECIPIENT = `told_at is null and try_at is null and failure is not null and attempts >= ${MAX_ATTEMPTS}`;
