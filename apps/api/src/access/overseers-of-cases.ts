/**
 * Variables tell what documents are about, of whatever process: only for those whose post is to oversee all the work.
 * Clerks read every document, but not what every case decides.
 */
export const OVERSEERS_OF_CASES = ['leader', 'chief-of-office', 'manager', 'admin'] as const;
