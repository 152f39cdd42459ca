import { appoint, createUnit, registerPerson } from '#directory';
import { dateInZone, newId } from '#foundation';
import { createAccount } from '#identity';
import type { Command } from '#runtime';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { withOffice } from '../with-office.js';

/** The unit of the first administrator, made where it is missing; the directory can be built up from there. */
const UNIT = { code: 'QTHT', name: 'Quản trị hệ thống', kind: 'it', sort: 900 } as const;

export const createAdminCommand: CliCommand = {
  name: 'create-admin',
  usage: '--login <login> --name <full name>',
  summary: 'creates an administrator and prints a first password once',
  async run(args) {
    const { values } = parseArgs({ args, options: { login: { type: 'string' }, name: { type: 'string' } } });
    const { login, name } = values;
    if (login === undefined || name === undefined)
      throw new UsageError('Give both: --login <login> --name <full name>.');
    await withOffice(async ({ executor }) => {
      const created = await executor.execute(
        createAdmin,
        { login, fullName: name },
        { actor: 'system:cli', requestId: newId() },
      );
      print(`Administrator ${created.login} created. First password, shown once, to be changed at the first sign-in:`);
      print(created.initialPassword);
    });
  },
};

/** Unit where it is missing, person, post and account, all or nothing. */
export const createAdmin: Command<{ login: string; fullName: string }, { login: string; initialPassword: string }> = {
  name: 'cli.create-admin',
  async run(context, { login, fullName }) {
    const units = await context.tx.query('select from unit where code = $1', [UNIT.code]);
    if (units.length === 0) await context.run(createUnit, UNIT);
    await context.run(registerPerson, { login, fullName });
    await context.run(appoint, {
      login,
      unit: UNIT.code,
      role: 'admin',
      title: 'Quản trị hệ thống',
      from: dateInZone(context.now, context.zone),
    });
    const { initialPassword } = await context.run(createAccount, { login });
    return { login, initialPassword };
  },
};
