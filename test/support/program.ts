import { type ChildProcess, spawn } from 'node:child_process';

/** A line of the log of a program. */
export interface LogLine {
  readonly code: string;
  readonly [field: string]: unknown;
}

export interface ProgramEnd {
  readonly exitCode: number | null;
  /** How it was killed, where it did not end by itself. */
  readonly signal: NodeJS.Signals | null;
}

/** One of our programs, as a process of its own. */
export interface Program {
  readonly pid: number;
  /** Everything that was written to standard output and standard error. */
  readonly output: string;
  readonly log: readonly LogLine[];
  readonly ended: Promise<ProgramEnd>;
  /** The first line with this code, now or later. Rejects, with the output, when the program ends without. */
  logged(code: string): Promise<LogLine>;
  kill(signal: NodeJS.Signals): void;
}

export interface ProgramStart {
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder that it is started in; `.data/` lies below. */
  readonly folder?: string;
  /** A module that is loaded first, as JavaScript text. */
  readonly first?: string;
}

/** Runs `node` with these arguments. */
export function startProgram(args: readonly string[], { environment, folder, first }: ProgramStart = {}): Program {
  const loaded = first === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(first)}`];
  const child = spawn(process.execPath, [...loaded, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new SpawnedProgram(child);
}

class SpawnedProgram implements Program {
  readonly pid: number;
  readonly log: LogLine[] = [];
  readonly ended: Promise<ProgramEnd>;
  output = '';
  private readonly listeners = new Set<() => void>();

  constructor(private readonly child: ChildProcess) {
    this.pid = child.pid!;
    this.ended = new Promise((resolve) => child.on('close', (exitCode, signal) => resolve({ exitCode, signal })));
    // Servers log to standard output, commands to standard error.
    for (const stream of [child.stdout!, child.stderr!]) {
      let unread = '';
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        unread = this.readLines(unread + chunk.toString());
      });
    }
  }

  async logged(code: string): Promise<LogLine> {
    const arrival = new Promise<LogLine>((resolve) => {
      const look = (): void => {
        const line = this.log.find((each) => each.code === code);
        if (line !== undefined) resolve(line);
      };
      this.listeners.add(look);
      look();
    });
    const end = this.ended.then(() => undefined);
    const line = await Promise.race([arrival, end]);
    if (line === undefined) throw new Error(`The program ended without ${code}:\n${this.output}`);
    return line;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Gives what is left of the last line, which has not come whole yet. */
  private readLines(text: string): string {
    const lines = text.split('\n');
    const unread = lines.pop()!;
    for (const line of lines) if (line.startsWith('{"')) this.log.push(JSON.parse(line) as LogLine);
    for (const listener of this.listeners) listener();
    return unread;
  }
}
