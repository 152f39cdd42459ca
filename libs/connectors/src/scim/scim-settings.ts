import { z } from 'zod';
import { leavesMachine } from '../settings/secure-address.js';

/** A server of SCIM 2.0 (RFC 7643, 7644) with Users, Groups, PATCH and the filter `eq`. */
export const scimSettingsSchema = z
  .strictObject({
    kind: z.literal('scim'),
    /** Where `/Users` and `/Groups` lie below. */
    url: z.url(),
    /** File that holds the bearer token and nothing else. */
    tokenFile: z.string().min(1),
    /** Attribute that makes the next sign-in change the password when it is true; SCIM itself has none. */
    mustChange: z.string().optional(),
    /** Attribute that tells the last sign-in, as an instant; SCIM itself has none. */
    lastUsed: z.string().optional(),
    /** The same of a group, for the mailboxes of units. */
    mailboxLastUsed: z.string().optional(),
  })
  .refine(({ url }) => url.startsWith('https:') || !leavesMachine(url), {
    path: ['url'],
    message: 'would send passwords in the clear: write https://',
  });

export type ScimSettings = z.infer<typeof scimSettingsSchema>;
