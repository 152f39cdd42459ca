import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberOptions } from '../member/member-options.js';
import { type MemberEnd, MemberProcess } from './member-process.js';

/** Between the death of a member and the start of the next one in its place. */
const REPLACED_AFTER_MS = 200;
/** A member that was asked to stop has this long; what the platform itself promises is less. */
const STOP_MS = 30_000;
/** Of the log of a member that ended by itself: enough for a stack and what led to it. */
const LAST_LINES = 30;

/** One place in the crew, taken by one process after the other. */
interface Place {
  readonly options: MemberOptions;
  member: MemberProcess;
  /** Nobody follows the present member. */
  closed: boolean;
  over: Promise<void>;
}

/** The worker and client processes of a harness: who dies is replaced, as a service manager does. */
export class Crew {
  /** Ends of members that nobody had brought about: each is a defect. */
  readonly crashes: string[] = [];
  kills = 0;
  private readonly places = new Map<string, Place>();
  private finishing = false;

  constructor(private readonly logFolder: string) {}

  /** Adds a place. Resolves when its first member is ready. */
  async add(options: MemberOptions): Promise<void> {
    const place: Place = { options, member: this.begin(options), closed: false, over: Promise.resolve() };
    this.places.set(options.name, place);
    place.over = this.keepTaken(place);
    if (await place.member.ready) return;
    throw new Error(`${options.name} did not start. Its log:\n${readFileSync(this.logOf(options.name), 'utf8')}`);
  }

  get workers(): MemberProcess[] {
    return this.membersWhere(({ worker }) => worker !== undefined);
  }

  get clients(): MemberProcess[] {
    return this.membersWhere(({ clients }) => clients !== undefined);
  }

  /** Tries to start a member beside the crew. Gives its end when it has ended before it was ready. */
  async tryToStart(options: MemberOptions): Promise<MemberEnd | undefined> {
    const member = this.begin(options);
    if (!(await member.ready)) return member.ended;
    await this.end(member);
    return undefined;
  }

  /** Stops a member as a service manager does and closes its place. @returns its exit code, null where it was killed. */
  async remove(name: string): Promise<number | null> {
    const place = this.places.get(name);
    if (place === undefined) throw new Error(`There is no ${name} in the crew.`);
    place.closed = true;
    const { code } = await this.end(place.member);
    await place.over;
    this.places.delete(name);
    return code;
  }

  /** Clients begin nothing new from now on, also those that come later in the place of others. */
  finish(): void {
    this.finishing = true;
    for (const member of this.clients) member.order({ type: 'finish' });
  }

  /** The opposite of {@link finish}: takes effect with the next members, so the present clients are replaced. */
  async resume(): Promise<void> {
    this.finishing = false;
    await Promise.all(this.clients.map((member) => this.end(member)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.places.keys()].map((name) => this.remove(name)));
  }

  /** Asks a member to stop once it is ready, and kills it when it does not. */
  async end(member: MemberProcess): Promise<MemberEnd> {
    await member.ready;
    member.signal('SIGTERM');
    const late = setTimeout(() => {
      this.crashes.push(`${member.options.name} did not stop within ${STOP_MS / 1000} s of SIGTERM`);
      member.signal('SIGKILL');
    }, STOP_MS);
    return member.ended.finally(() => clearTimeout(late));
  }

  logOf(name: string): string {
    return join(this.logFolder, `${name}.log`);
  }

  private begin(options: MemberOptions): MemberProcess {
    return new MemberProcess(options, this.logOf(options.name));
  }

  private async keepTaken(place: Place): Promise<void> {
    for (;;) {
      const { member } = place;
      const isReady = await member.ready;
      if (isReady && this.finishing) member.order({ type: 'finish' });
      this.note(member, await member.ended, isReady);
      if (place.closed) return;
      await pause(REPLACED_AFTER_MS);
      if (place.closed) return;
      place.member = this.begin(place.options);
    }
  }

  private note(member: MemberProcess, { code, signal }: MemberEnd, wasReady: boolean): void {
    if (signal === 'SIGKILL') this.kills++;
    // Whoever cannot connect at its start ends with a word; who was at work must go on whatever goes away.
    else if (wasReady && code !== 0) {
      const said = readFileSync(this.logOf(member.options.name), 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
      this.crashes.push([`${member.options.name} ended by itself (${code ?? signal}); its log ends with`, ...said].join('\n'));
    }
  }

  private membersWhere(fits: (options: MemberOptions) => boolean): MemberProcess[] {
    return [...this.places.values()].filter(({ options }) => fits(options)).map(({ member }) => member);
  }
}
