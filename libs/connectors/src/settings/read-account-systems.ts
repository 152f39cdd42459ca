import { ConfigurationError, type Finding } from '#foundation';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { AccountSystem } from '../account-system.js';
import { ldapSettingsSchema } from '../ldap/ldap-settings.js';
import { ScimAccountSystem } from '../scim/scim-account-system.js';
import { scimSettingsSchema } from '../scim/scim-settings.js';

const systemSchema = z.discriminatedUnion('kind', [ldapSettingsSchema, scimSettingsSchema]);
type SystemSettings = z.infer<typeof systemSchema>;

/** Name → settings. A name is what service tasks, lists and the audit trail call the system by. */
const fileSchema = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a name of lower-case letters, digits and hyphens')
    // The name of our own accounts, which every office has.
    .refine((name) => name !== 'congvan', '"congvan" is the name of the accounts of Congvan itself'),
  systemSchema,
);

/**
 * The account systems of a settings file (YAML; an example stands in the operator guide), by name. Secrets and certificates
 * are files beside it. Nothing is asked of the systems: one that is down must not keep the office from starting.
 * @throws ConfigurationError with all that is wrong
 */
export async function readAccountSystems(path: string): Promise<Map<string, AccountSystem>> {
  const settings = read(path, await textOf(path, path, 'ACCOUNT_SYSTEMS_FILE'));
  const findings: Finding[] = [];
  const systems = new Map<string, AccountSystem>();
  for (const [name, each] of Object.entries(settings)) {
    const files = filesOf(each);
    const contents: Record<string, string | undefined> = {};
    for (const [setting, file] of Object.entries(files)) {
      if (file === undefined) continue;
      try {
        contents[setting] = await textOf(path, file, `${name}.${setting}`);
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        findings.push(...error.findings);
      }
    }
    systems.set(name, await open(name, each, contents));
  }
  if (findings.length > 0) throw refusal(path, findings);
  return systems;
}

function filesOf(settings: SystemSettings): Record<string, string | undefined> {
  return settings.kind === 'ldap' ? { passwordFile: settings.passwordFile, caFile: settings.caFile } : { tokenFile: settings.tokenFile };
}

async function open(name: string, settings: SystemSettings, files: Record<string, string | undefined>): Promise<AccountSystem> {
  if (settings.kind === 'scim') return new ScimAccountSystem(name, settings, files['tokenFile'] ?? '');
  // Its client is loaded only by offices that have such a server.
  const { LdapAccountSystem } = await import('../ldap/ldap-account-system.js');
  return new LdapAccountSystem(name, settings, { password: files['passwordFile'] ?? '', ca: files['caFile'] });
}

function read(path: string, text: string): Record<string, SystemSettings> {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw refusal(path, [{ where: path, what: fault.message }]);
  const result = fileSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  throw refusal(
    path,
    result.error.issues.map(({ path: place, message }) => ({ where: place.join('.') || path, what: message })),
  );
}

/** Without the line break that editors put behind the last line. @param file seen from the folder of the settings */
async function textOf(path: string, file: string, where: string): Promise<string> {
  try {
    return (await readFile(resolve(dirname(path), file === path ? resolve(path) : file), 'utf8')).trimEnd();
  } catch (error) {
    throw refusal(path, [{ where, what: `cannot be read: ${(error as Error).message}` }]);
  }
}

function refusal(path: string, findings: readonly Finding[]): ConfigurationError {
  const lines = findings.map(({ where, what }) => `  ${where}: ${what}`);
  return new ConfigurationError(`The account systems in ${path} are not right:\n${lines.join('\n')}`, { findings });
}
