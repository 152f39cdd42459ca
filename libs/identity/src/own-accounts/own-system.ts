/** The name of our own accounts among the account systems. */
export const OWN_SYSTEM = 'congvan';
