import type { Command } from '#runtime';

/**
 * The same command, but what it writes goes out before it comes to its commit, and not together with that: so that it
 * holds all its locks there.
 */
export function withAllItsLocks<Input, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return {
    ...command,
    run: async (context, input, opened) => {
      const output = await command.run(context, input, opened);
      await context.tx.query('select 1');
      return output;
    },
  };
}
