import { z } from 'zod';
import { leavesMachine } from '../settings/secure-address.js';

const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9;-]*$/, 'must be the name of an attribute');
const dn = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*=.+/, 'must be a DN such as ou=people,dc=sct,dc=example');

/** A directory server, LDAP v3 (RFC 4510–4519). The defaults are those of OpenLDAP with its overlay `ppolicy`. */
export const ldapSettingsSchema = z
  .strictObject({
    kind: z.literal('ldap'),
    /** `ldaps://ldap.sct.example`, or `ldap://…` with `startTls`. */
    url: z.string().regex(/^ldaps?:\/\/[^/\s]+$/, 'must look like ldaps://ldap.example.vn:636'),
    startTls: z.boolean().default(false),
    /** File with the certificates by which the server is believed, PEM; without it those of Node. */
    caFile: z.string().optional(),
    bindDn: dn,
    /** File that holds its password and nothing else, so that the settings themselves can be shown. */
    passwordFile: z.string().min(1),
    people: z.strictObject({
      /** Accounts are looked for below; new ones lie directly in it. */
      base: dn,
      objectClasses: z.array(attribute).min(1).default(['inetOrgPerson']),
      key: attribute.default('employeeNumber'),
      name: attribute.default('uid'),
      fullName: attribute.default('cn'),
      familyName: attribute.default('sn'),
      mail: attribute.default('mail'),
      lastUsed: attribute.default('pwdLastSuccess'),
    }),
    mailboxes: z.strictObject({
      base: dn,
      objectClasses: z.array(attribute).min(1).default(['groupOfNames']),
      address: attribute.default('cn'),
      managers: attribute.default('owner'),
      members: attribute.default('member'),
      /** Says by its value `congvan` that we made the group. */
      mark: attribute.default('businessCategory'),
      /** Tells the last use, as a generalized time; without it the server does not tell. */
      lastUsed: attribute.optional(),
    }),
    /** An account is locked while the attribute has this value. */
    lock: z.strictObject({ attribute, value: z.string() }).default({ attribute: 'pwdAccountLockedTime', value: '000001010000Z' }),
    /** Makes the next sign-in change the password; null where the server cannot. */
    mustChange: z.strictObject({ attribute, value: z.string() }).nullable().default({ attribute: 'pwdReset', value: 'TRUE' }),
  })
  .refine(({ url, startTls }) => url.startsWith('ldaps:') || startTls || !leavesMachine(url), {
    path: ['url'],
    message: 'would send passwords in the clear: write ldaps://, or startTls: true',
  })
  .refine(({ url, startTls }) => !(url.startsWith('ldaps:') && startTls), { path: ['startTls'], message: 'is for ldap:// only' });

export type LdapSettings = z.infer<typeof ldapSettingsSchema>;
