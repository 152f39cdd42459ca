import { type CliCommand, UsageError } from './cli-command.js';
import { SERVER_USAGE } from './server/with-server.js';

/** One of the things that a command does with what a server holds: `list` of `jobs`. */
export type CliVerb = Pick<CliCommand, 'name' | 'usage' | 'run'>;

/**
 * A command whose first argument is a verb.
 * @param exit what its exit code tells beyond done, refused and called wrongly
 */
export function verbCommand(
  { name, summary, exit }: Pick<CliCommand, 'name' | 'summary'> & { readonly exit?: string },
  verbs: readonly CliVerb[],
): CliCommand {
  const lines = [`<verb> … ${SERVER_USAGE}`, ...verbs.map((verb) => `      ${verb.name} ${verb.usage}`.trimEnd())];
  return {
    name,
    summary,
    usage: [...lines, ...(exit === undefined ? [] : [`    ${exit}`])].join('\n'),
    async run([wanted, ...args]) {
      const verb = verbs.find((known) => known.name === wanted);
      if (verb === undefined) throw new UsageError(`Name one of: ${verbs.map((known) => known.name).join(', ')}.`);
      await verb.run(args);
    },
  };
}
