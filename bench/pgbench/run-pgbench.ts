import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface PgbenchRun {
  readonly url: string;
  readonly script: string;
  readonly clients: number;
  readonly seconds: number;
  /** Variables of the script. */
  readonly values: Readonly<Record<string, string>>;
}

/** Runs a script with prepared statements; gives the transactions per second, without the time to connect. */
export async function runPgbench({ url, script, clients, seconds, values }: PgbenchRun): Promise<number> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const variables = Object.entries(values).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  const load = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), ...variables, '-f', '-'];
  const child = spawn('pgbench', ['-h', hostname, '-p', port, '-U', username, ...load, pathname.slice(1)], {
    env: { ...process.env, PGPASSWORD: password },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(script);
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const rate = /^tps = ([\d.]+)/m.exec(output)?.[1];
  if (rate === undefined) throw new Error(`pgbench gave no rate.\n${output}${complaints}`);
  return Number(rate);
}
