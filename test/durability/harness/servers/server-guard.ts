import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Argument: the folder to remove. Each line names the servers that run now: the process ids of Postgres and Redis. */
const GUARD = `
  postgres= redis=
  while read -r postgres_now redis_now; do postgres=$postgres_now redis=$redis_now; done
  [ -n "$redis" ] && [ "$redis" != 0 ] && kill -KILL "$redis"
  [ -n "$postgres" ] && [ "$postgres" != 0 ] && kill -QUIT "$postgres"
  for try in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$postgres" || break; sleep 0.2; done
  rm -rf "$1"`;

/**
 * Ends the servers of a harness when its process ends, however it ends: a shell waits for the other end of a pipe to
 * close, which the kernel does even after kill -9. It runs in a session of its own, so Ctrl-C does not reach it first.
 */
export class ServerGuard {
  private readonly shell: ChildProcess;

  constructor(folder: string) {
    this.shell = spawn('/bin/sh', ['-c', GUARD, 'guard', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    this.shell.unref();
  }

  watch(postgresPid: number, redisPid: number): void {
    this.shell.stdin?.write(`${postgresPid} ${redisPid}\n`);
  }

  /** Ends the servers now and removes their files. */
  async finish(): Promise<void> {
    this.shell.ref();
    const ended = once(this.shell, 'exit');
    this.shell.stdin?.end();
    await ended;
  }
}
