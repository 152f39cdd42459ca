import { parseArgs } from 'node:util';
import { runCommand } from '../../../test/support/run-command.js';
import { print, UsageError } from './cli-command.js';
import { type Commands, runCommandLine } from './command-line.js';

const greet = {
  name: 'greet',
  usage: '[<name>] [--loud]',
  summary: 'says hello',
  async run(args: string[]) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: { loud: { type: 'boolean' } } });
    if (positionals[0] === 'nobody') throw new UsageError('Somebody is needed.');
    if (positionals[0] === 'ghost') throw new Error('boo');
    print(`hello ${positionals.join(' ')}`);
  },
};
const commands: Commands = new Map([
  ['greet', async () => greet],
  ['leave', async () => ({ ...greet, name: 'leave', usage: '', summary: 'says goodbye' })],
]);

/** What goes to standard output and standard error, and the exit code. */
async function typed(...words: string[]) {
  const errors: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors.push(String(text));
    return true;
  });
  const program = { ...greet, run: (args: string[]) => runCommandLine(args, commands, '1.2.3') };
  try {
    return { ...(await runCommand(program, ...words)), errors: errors.join('') };
  } finally {
    stderr.mockRestore();
  }
}

it('runs a command with what follows its name', async () => {
  expect(await typed('greet', 'you', '--loud')).toEqual({ output: 'hello you\n', errors: '', exitCode: 0 });
});

it('tells its version', async () => {
  expect(await typed('--version')).toEqual({ output: '1.2.3\n', errors: '', exitCode: 0 });
});

it.each([[[]], [['help']], [['--help']]])('lists all commands for %j', async (words) => {
  const { output, exitCode } = await typed(...words);
  expect(output).toContain('  greet [<name>] [--loud]\n      says hello\n  leave\n      says goodbye\n');
  expect(exitCode).toBe(0);
});

it.each([[['help', 'greet']], [['greet', '--help']], [['greet', 'you', '-h']]])('helps with one command for %j', async (words) => {
  const output = 'Usage: npm run congvan -- greet [<name>] [--loud]\n\nsays hello\n';
  expect(await typed(...words)).toEqual({ output, errors: '', exitCode: 0 });
});

it.each([[['gret']], [['help', 'gret']]])('answers a command that there is not with the names of those that there are: %j', async (words) => {
  expect(await typed(...words)).toEqual({
    output: '',
    errors: 'There is no command "gret". There are: greet, leave.\n',
    exitCode: 2,
  });
});

it.each([
  [['greet', 'nobody'], 'Somebody is needed.\nUsage: npm run congvan -- greet [<name>] [--loud]\n'],
  [['greet', '--soft'], "Unknown option '--soft'"],
])('tells how a command is used that was called wrongly: %j', async (words, message) => {
  const { errors, exitCode } = await typed(...words);
  expect(errors).toContain(message);
  expect(exitCode).toBe(2);
});

it('leaves what stops a command to the program', async () => {
  await expect(typed('greet', 'ghost')).rejects.toThrow('boo');
});
