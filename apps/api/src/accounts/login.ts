import { z } from 'zod';

/** The login of a person, as requests give it. */
export const login = z.string().min(1).max(40);
