export const MAIL_STATES = ['queued', 'sent', 'failed', 'withdrawn'] as const;

export type MailState = (typeof MAIL_STATES)[number];

/**
 * SQL of the state of mail `m`. What was withdrawn is kept as failed, which the release before knows how to read; nobody has
 * to mend it.
 */
export const MAIL_STATE = `case when m.state = 'failed' and m.withdrawn then 'withdrawn' else m.state end`;
