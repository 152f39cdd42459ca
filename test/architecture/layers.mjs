/**
 * What may depend on what; docs/ARCHITECTURE.md tells why. The linter reads these tables (eslint.config.mjs), and
 * import-rules.spec.ts shows that it does.
 */

/** Level of each lib. A lib imports libs of lower levels only, so there can be no cycle. */
export const levels = {
  foundation: 0,
  expressions: 1,
  calendar: 1,
  database: 1,
  queue: 1,
  tables: 1,
  'embedded-postgres': 1,
  xml: 1,
  bpmn: 2,
  decisions: 2,
  forms: 2,
  audit: 2,
  engine: 3,
  'engine-reference': 3,
  runtime: 4,
  rehearsal: 4,
  deadlines: 5,
  files: 5,
  connectors: 5,
  identity: 6,
  directory: 6,
  worklist: 6,
  documents: 6,
  notifications: 6,
  reminders: 6,
  sla: 6,
  'work-files': 6,
  assignments: 6,
  incidents: 6,
  personnel: 6,
  duties: 6,
  backup: 6,
  website: 6,
};

/** Outside engines that one lib alone may touch; everyone else goes through that lib. */
export const owners = {
  typeorm: 'database',
  bullmq: 'queue',
  ioredis: 'queue',
  'bpmn-engine': 'engine-reference',
  'bpmn-elements': 'engine-reference',
  smqp: 'engine-reference',
  exceljs: 'tables',
  pdfmake: 'tables',
  pdfkit: 'tables',
  nodemailer: 'notifications',
  '@aws-sdk/client-s3': 'files',
  '@aws-sdk/lib-storage': 'files',
  'file-type': 'files',
  ldapts: 'connectors',
  unpdf: 'files',
  yauzl: 'files',
};

/** Libs that must work without the web framework: in a test, a command line, another host. */
export const frameworkFree = ['foundation', 'engine', 'bpmn', 'calendar', 'decisions', 'expressions', 'forms', 'rehearsal', 'tables', 'xml'];

/** Libs whose results depend on time, which tests move. */
export const timed = [
  'engine-reference',
  'engine',
  'bpmn',
  'decisions',
  'expressions',
  'forms',
  'runtime',
  'rehearsal',
  'worklist',
  'documents',
  'files',
  'sla',
  'notifications',
  'calendar',
  'deadlines',
  'reminders',
  'tables',
  'work-files',
  'assignments',
  'connectors',
  'incidents',
  'personnel',
  'duties',
  'backup',
  'website',
];

/** Apps made of other apps; otherwise apps do not know each other. */
export const composed = {
  api: ['office'],
  worker: ['office'],
  // The demo plays in the demo office.
  cli: ['office', 'api', 'standalone'],
  standalone: ['office', 'api', 'worker'],
};
