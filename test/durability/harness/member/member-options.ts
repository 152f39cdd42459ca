/** What a member of the crew is told at its start, as JSON in its only argument. */
export interface MemberOptions {
  /** Its place in the crew; who takes the place of one that died has the same. */
  readonly name: string;
  readonly databaseUrl: string;
  readonly poolSize: number;
  /** Absent: BullMQ on Postgres. */
  readonly redisUrl?: string;
  readonly queuePrefix: string;
  /** How far the clock of its machine is from that of the others, in milliseconds. */
  readonly hostClockOffsetMs: number;
  /** Absent: it runs no jobs. */
  readonly worker?: { readonly concurrency: number; readonly leaseSeconds: number; readonly sweepIntervalMs: number };
  /** Absent: it sends no requests. */
  readonly clients?: ClientOptions;
  readonly logLevel: string;
}

export interface ClientOptions {
  /** Requests at once. */
  readonly parallel: number;
  /** New instances are begun while fewer jobs and tasks than these are open. */
  readonly openWork: number;
  /** Pause of one client between two requests, in milliseconds. */
  readonly pauseMs: number;
  readonly seed: number;
}

/** What befalls a member at a fault point. */
export type Accident =
  /** As by `kill -9`. */
  | { readonly kind: 'kill' }
  /** As by `kill -STOP`: it goes on when somebody continues it. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'sleep'; readonly milliseconds: number };

/** What the harness tells a running member. */
export type Order =
  | { readonly type: 'accident'; readonly point: FaultPointName; readonly pass: number; readonly accident: Accident }
  /** The accident that has not happened yet is called off. */
  | { readonly type: 'calm' }
  /** Begin no new instances, bring the open ones to their end. */
  | { readonly type: 'finish' };

/** What a member tells the harness. */
export type Report = { readonly type: 'ready' } | { readonly type: 'accident'; readonly point: FaultPointName };

export type FaultPointName = (typeof faultPoints)[number];

/** All of them: a scenario kills at each. */
export const faultPoints = [
  'job.before-lease',
  'job.leased',
  'job.effect-done',
  'command.in-transaction',
  'command.committed',
  'command.published',
] as const;
