import { parseArgs } from 'node:util';
import type { ModificationInstruction } from '#engine';
import { needed, toKey } from '../arguments.js';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

export const modifyVerb: CliVerb = {
  name: 'modify',
  usage:
    '<id> --reason <text> <instruction> …     in order, all or none: before:<element> after:<element> flow:<flow> ' +
    'cancel:<key> cancel-all:<element>; a start may end in @<key of its scope>',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...SERVER_OPTIONS, reason: { type: 'string' } },
    });
    const [first, ...texts] = positionals;
    const id = needed(first, 'the id of the instance');
    const reason = needed(values.reason, 'why, by --reason');
    if (texts.length === 0) throw new UsageError('Give at least one instruction.');
    const body = { instructions: texts.map(toInstruction), reason };
    await withServer(values, (server) => server.postKeyed(`process-instances/${encodeURIComponent(id)}/modify`, body));
    print(values.json ? JSON.stringify({ id, instructions: texts.length }) : `${texts.length} instruction(s) done.`);
  },
};

/** @throws UsageError */
function toInstruction(text: string): ModificationInstruction {
  const [, verb, name = '', scopeKey] = /^([a-z-]+):([^@]+)(?:@(.*))?$/s.exec(text) ?? [];
  const scope = scopeKey === undefined ? {} : { scope: toKey(scopeKey) };
  switch (verb) {
    case 'before':
      return { type: 'startBefore', element: name, ...scope };
    case 'after':
      return { type: 'startAfter', element: name, ...scope };
    case 'flow':
      return { type: 'startTransition', flow: name, ...scope };
    case 'cancel':
      return { type: 'cancel', key: toKey(name) };
    case 'cancel-all':
      return { type: 'cancelAll', element: name };
    default:
      throw new UsageError(`"${text}" is no instruction, such as before:Task_Sign or cancel-all:Task_Check.`);
  }
}
