import { z } from 'zod';
import { CongvanError, type Finding } from './errors.js';

/** Groups, comma-separated. */
const names = z.string().refine((list) => namesIn(list).every((name) => /^[a-z][a-z-]*(:[A-Z0-9-]+)?$/.test(name)), 'must be groups with commas between');

const port = z.coerce.number().int().min(0).max(65535);

/**
 * Every environment variable that Congvan reads, with its default; the description is what the operator guide prints.
 * Nothing else in the tree reads `process.env` for configuration.
 */
const environmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user:password@host:5432/database')
    .describe('Postgres 15 or newer, as a connection URL.'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10).describe('Connections of one process.'),
  DATABASE_WAIT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(5000)
    .describe('Longest wait for a connection to Postgres, in ms; then the request is refused with 503.'),
  DATABASE_STATEMENT_MS: z.coerce
    .number()
    .int()
    .min(1000)
    .max(600_000)
    .default(30_000)
    .describe('Longest run of one statement, in ms; then it is given up. Migrations take the time they need.'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must look like redis://host:6379')
    .optional()
    .describe('Redis 7 with maxmemory-policy noeviction. Without it deliveries travel through Postgres.'),
  HOST: z.string().default('127.0.0.1').describe('Address the API listens on.'),
  PORT: port.default(3000).describe('Port of the API; 0 picks a free one.'),
  HEALTH_PORT: port.default(3001).describe('Port of the health checks of a worker that runs apart; 0 picks a free one.'),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe('Addresses or networks of the proxies before the API, comma-separated; their X-Forwarded-For is believed.'),
  PUBLIC_URL: z.url().optional().describe('Address under which people reach the API, where it is not HOST:PORT; needed with WEBSITE_PUBLIC.'),
  FILES_DIR: z.string().min(1).default('.data/files').describe('Folder of uploaded files, shared by api and worker.'),
  FILES_S3_BUCKET: z
    .string()
    .optional()
    .describe('Bucket of an S3-compatible store that keeps uploaded files; FILES_DIR then only holds them on their way.'),
  FILES_S3_ENDPOINT: z.url().optional().describe('Address of that store, such as https://s3.example.vn; needed with a bucket.'),
  FILES_S3_REGION: z.string().default('us-east-1').describe('Region by which requests to that store are signed.'),
  FILES_S3_ACCESS_KEY_ID: z.string().optional().describe('Key for that store; needed with a bucket.'),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional().describe('Secret of that key; needed with a bucket.'),
  FILES_CLAMD: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, 'must look like clamd.example.vn:3310')
    .optional()
    .describe('ClamAV daemon, as host:port, to which every upload is shown; nothing is kept while it does not answer.'),
  FILES_UNLINKED_RETENTION: z.iso
    .duration()
    .default('P7D')
    .describe('How long an upload waits for a document to take it before it is removed, e.g. P7D.'),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(2048).default(50).describe('Largest single upload, in MB.'),
  PROCESSES_DIR: z.string().min(1).default('processes').describe('Folder of the processes deployed at start.'),
  OFFICE_TIME_ZONE: z
    .string()
    .default('Asia/Ho_Chi_Minh')
    .refine(isTimeZone, 'must be an IANA time zone such as Asia/Ho_Chi_Minh')
    .describe('Zone of office dates: the day and the year of a register number.'),
  INCIDENT_ROUTE: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be up to 40 letters, digits, _ and -')
    .default('000')
    .describe('By which regulation incidents go from level to level: 000, 001, 002, 003, 004, other, or a name of the table incident-route.'),
  WEBSITE_PUBLIC: z
    .enum(['off', 'on'])
    .default('off')
    .describe('Whether anybody reads the published articles without signing in (/trang-tin, /api/v1/website/articles), and asks questions (/hoi-dap).'),
  WEBSITE_QUESTIONS_AN_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(60)
    .describe('How many questions of the public are taken within an hour, of all people; the next ones are asked to come later.'),
  WEBSITE_ASKER_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .describe('How long name, address of mail and words of who asked a question are kept after its end, in days; then they are removed.'),
  SESSION_HOURS: z.coerce.number().positive().max(720).default(12).describe('Life of a sign-in, in hours.'),
  ACCOUNT_SYSTEMS_FILE: z
    .string()
    .optional()
    .describe('YAML file of the directory and mail systems that hold accounts beside Congvan. Without it there are none.'),
  INITIAL_PASSWORD_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(7)
    .describe('How long a first password may be used to sign in and change it, in days; then it must be issued anew.'),
  LEAVING_NOTICE_HOURS: z.coerce
    .number()
    .int()
    .min(0)
    .max(720)
    .default(4)
    .describe('How long before access ends a decision to leave must be entered at the latest, in hours: those whom it concerns hear of it and may object.'),
  DELEGATION_MAX_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(90)
    .describe('How long anybody does the work of another by one delegation, in days at most.'),
  EXPOSURE_REPORTERS: names
    .default('self,head,it,chief-of-office,admin')
    .describe('Who may report a password as exposed, which locks the account: self, head (of the unit) and groups, comma-separated.'),
  EXPOSURE_TOLD: names
    .default('it,chief-of-office,head')
    .describe('Who is told of an exposed password: groups, and head (of the unit), comma-separated.'),
  WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(8)
    .describe(
      'Service jobs that the queue brings and one worker runs at once; beside them as many that its own process makes, ' +
        'and half as many timers and other steps.',
    ),
  SWEEP_INTERVAL_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(1000)
    .describe('Pause between sweeps, in ms; texts of new files, the gate and letters are looked at after three of them.'),
  JOB_LEASE_SECONDS: z.coerce.number().int().min(2).max(3600).default(4).describe('Life of a job lease without a sign of life of its worker, in seconds.'),
  JOB_RETRY_CYCLE: z
    .string()
    .default('R3/PT1M')
    .describe('How often work is attempted that fails, where its model does not say: R3/PT1M, or R6/PT1M*2/PT1H.'),
  MESSAGE_TIME_TO_LIVE: z.iso
    .duration()
    .default('PT1H')
    .describe('How long a message that a process throws waits for its receiver, e.g. PT1H.'),
  MESSAGE_ID_RETENTION: z.iso
    .duration()
    .default('P7D')
    .describe('How long the id of a message is known, so that its repetition changes nothing, e.g. P7D.'),
  HISTORY_TIME_TO_LIVE: z.iso
    .duration()
    .optional()
    .describe('How long an ended case is kept whose process does not say it itself, e.g. P5Y. Without it: for ever.'),
  STOP_DELAY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(600_000)
    .default(0)
    .describe('How long a program that is told to stop goes on serving with red readiness, in ms.'),
  STOP_LIMIT_MS: z.coerce
    .number()
    .int()
    .min(1000)
    .max(600_000)
    .default(20_000)
    .describe('Longest orderly end after that delay, in ms; then the process ends where it stands.'),
  IDEMPOTENCY_RETENTION: z.iso
    .duration()
    .default('P2D')
    .describe('How long the answer to a request with an Idempotency-Key is known, e.g. P2D.'),
  BACKUP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of backups, shared by the workers, on another disk than the database; only its owner may look into it.'),
  BACKUP_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File with the key that seals backups (openssl rand -hex 32). Keep a copy of it apart: without it they do not open.'),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1000).default(6).describe('How many of the latest backups a check leaves; the last verified one stays.'),
  BACKUP_SCRATCH_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user:password@host:5432/database')
    .optional()
    .describe('Empty database in which restores are tried, wiped each time. Without it one is created beside that of the office.'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must look like smtps://user:password@host:465')
    .optional()
    .describe('Mail server, with its account. A password is sent over TLS only. Without it nothing is mailed.'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, 'must be an address, or a name and <address>')
    .optional()
    .describe('Sender of all mail, needed with SMTP_URL: an address, or a name and <address>.'),
  MAIL_REPLY_TO: z
    .email()
    .optional()
    .describe('Mailbox of the office for answers to documents sent by mail. Without it they go to the sender.'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have 16 characters at least')
    .optional()
    .describe('Bearer token for GET /metrics. Without it there are no metrics.'),
  EXTERNAL_TOPICS: z
    .string()
    .default('')
    .refine((list) => namesIn(list).every((topic) => /^[^\s,]{1,200}$/.test(topic)), 'must be topics with commas between')
    .describe('Topics whose work is done by external workers, over HTTP, comma-separated; the same in all processes.'),
  PUBLIC_DIRECTORY: z
    .enum(['on', 'off'])
    .default('off')
    .describe('Whether anybody may read the public directory (units, their heads, phones and mailboxes) without signing in.'),
  CONGVAN_SCRIPTS: z
    .enum(['on', 'off'])
    .default('off')
    .describe('Whether models may hold scripts in JavaScript; they run in a sandbox.'),
  DEMO_OFFICE: z.enum(['on', 'off']).default('on').describe('Whether `npm start` seeds the demo office and shows its sign-ins.'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info').describe('pino level.'),
});

export type Configuration = z.infer<typeof environmentSchema>;

export class ConfigurationError extends CongvanError {
  readonly code = 'foundation.bad-configuration';
  readonly kind = 'invalid';
}

/**
 * Reads the environment once, at boot.
 * @throws ConfigurationError naming every bad variable at once, each with what it is for.
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = environmentSchema.safeParse(given);
  const findings = [...faultsIn(result.error, given), ...missingBeside(given)];
  if (result.success && findings.length === 0) return result.data;
  const lines = findings.map((finding) => `  ${finding.where} ${finding.what}. ${finding.mend ?? ''}`);
  throw new ConfigurationError(`The environment is not right:\n${lines.join('\n')}`, { findings });
}

type Given = Readonly<Record<string, string | undefined>>;

function faultsIn(error: z.ZodError | undefined, given: Given): Finding[] {
  return (error?.issues ?? []).map((issue): Finding => {
    const name = String(issue.path[0]) as keyof typeof environmentSchema.shape;
    return {
      where: name,
      what: given[name] === undefined ? 'is not set' : issue.message,
      mend: environmentSchema.shape[name].description,
    };
  });
}

/** Feeds and mails of the open website name its address: taken from a request it would be whatever the request says. */
function missingBeside({ WEBSITE_PUBLIC, PUBLIC_URL }: Given): Finding[] {
  if (WEBSITE_PUBLIC !== 'on' || PUBLIC_URL !== undefined) return [];
  return [{ where: 'PUBLIC_URL', what: 'is not set, and WEBSITE_PUBLIC is on', mend: environmentSchema.shape.PUBLIC_URL.description }];
}

/** The names of a list with commas between, such as `EXTERNAL_TOPICS`. */
export function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
}

export interface Setting {
  readonly name: string;
  /** As it would be written in the environment; undefined where there is none. */
  readonly default?: string;
  readonly description: string;
}

/** All settings, for the operator guide and for help texts. */
export function describeConfiguration(): Setting[] {
  const defaults: Readonly<Record<string, string | number | undefined>> = environmentSchema.partial().parse({});
  return Object.entries(environmentSchema.shape).map(([name, { description = '' }]) => {
    const value = defaults[name];
    return { name, default: value === undefined ? undefined : String(value), description };
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
