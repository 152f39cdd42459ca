/** Those whose post is to watch the deadlines of the whole office: they read the figures of every unit. */
export const READERS_OF_ALL_FIGURES = ['leader', 'chief-of-office', 'manager', 'admin'] as const;
