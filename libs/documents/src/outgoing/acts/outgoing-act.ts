/** What becomes of an issued document, ND 30 §18: thu hồi, thay thế, đính chính. */
export const OUTGOING_ACTS = ['recall', 'replace', 'correct'] as const;
export type OutgoingAct = (typeof OUTGOING_ACTS)[number];
