import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type Credentials, Server } from './server.js';

/** Options of every command that works on a server, for `parseArgs`. */
export const SERVER_OPTIONS = {
  url: { type: 'string' },
  login: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const SERVER_USAGE = '[--url <address>] [--login <login>] [--json]';

interface ServerChoice {
  readonly url?: string;
  readonly login?: string;
}

/** The address that a command is to work on: `--url`, else CONGVAN_URL; undefined where there is neither. */
export function chosenUrl({ url }: ServerChoice): string | undefined {
  return url ?? (process.env['CONGVAN_URL'] || undefined);
}

/** Signs in for the time of the work. Without an address it is the server of `npm start` on this machine. */
export async function withServer<T>(choice: ServerChoice, work: (server: Server) => Promise<T>): Promise<T> {
  const url = chosenUrl(choice) ?? `http://127.0.0.1:${process.env['PORT'] || '3000'}`;
  const server = await Server.signIn(url, await credentials(choice.login));
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function credentials(named: string | undefined): Promise<Credentials | undefined> {
  const { CONGVAN_TOKEN: token, CONGVAN_LOGIN, CONGVAN_PASSWORD } = process.env;
  if (token && named === undefined) return { token };
  const login = named ?? (CONGVAN_LOGIN || (await ask('Login: ', true)));
  const password = CONGVAN_PASSWORD || (await ask(`Password of ${login}: `, false));
  return login && password ? { login, password } : undefined;
}

/** Asks on the terminal, on standard error, so that the output stays clean; empty where there is no terminal. */
async function ask(question: string, visible: boolean): Promise<string> {
  if (!process.stdin.isTTY) return '';
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: visible ? process.stderr : silent, terminal: true });
  const answer = await terminal.question('');
  terminal.close();
  if (!visible) process.stderr.write('\n');
  return answer.trim();
}
