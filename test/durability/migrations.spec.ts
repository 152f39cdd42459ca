import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type ProgramEnd, startProgram } from '../support/program.js';
import { migrationNames, NEXT_MIGRATION, type Release, unpackRelease } from '../support/release.js';

jest.setTimeout(120_000);

const STARTERS = 4;
/** Migrations that the release before had. */
const FORMER = 7;
const MIGRATE = ['dist/apps/cli/src/main.js', 'migrate-database'];

interface Run extends ProgramEnd {
  readonly output: string;
  /** Names of the migrations that this process has made. */
  readonly made: readonly unknown[];
}

let test: TestDatabase;
/** The release that these sources are. */
let current: Release;
const releases: Release[] = [];

beforeAll(async () => {
  current = await unpackRelease({});
});
afterAll(() => current.remove());
beforeEach(async () => {
  test = await createTestDatabase({ empty: true });
});
afterEach(async () => {
  await test.close();
  for (const release of releases.splice(0)) await release.remove();
});

const release = async (migrations: Parameters<typeof unpackRelease>[0]): Promise<Release> => {
  const unpacked = await unpackRelease(migrations);
  releases.push(unpacked);
  return unpacked;
};

const migrate = async ({ folder }: { folder: string }): Promise<Run> => {
  const environment = { DATABASE_URL: test.url, REDIS_URL: process.env['TEST_REDIS_URL']!, LOG_LEVEL: 'info' };
  const program = startProgram(MIGRATE, { folder, environment });
  const end = await program.ended;
  const made = program.log.filter(({ code }) => code === 'database.migrated').map(({ migration }) => migration);
  return { ...end, output: program.output, made };
};

/** Every column, constraint and index, as text. */
const schemaOf = (office: TestDatabase) =>
  office.database.query(
    `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
     from information_schema.columns where table_schema = 'public'
     union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
     from pg_constraint where connamespace = 'public'::regnamespace
     union all select indexdef from pg_indexes where schemaname = 'public'
     order by 1`,
  );

const applied = async () =>
  (await test.database.query<{ name: string }>('select name from migration order by id')).map(({ name }) => name);

describe('starters of one release that come at once', () => {
  it.each([
    ['an empty database', 0],
    ['the schema of the release before', FORMER],
  ])('bring %s up to date together, each migration made once', async (_name, former) => {
    const names = await migrationNames();
    if (former > 0) expect(await migrate(await release({ upTo: former }))).toMatchObject({ exitCode: 0 });

    const runs = await Promise.all(Array.from({ length: STARTERS }, () => migrate(current)));

    for (const run of runs) expect(run).toMatchObject({ exitCode: 0 });
    expect(runs.flatMap(({ made }) => made)).toEqual(names.slice(former));
    expect(await applied()).toEqual(names);
    const fresh = await createTestDatabase();
    expect(await schemaOf(test)).toEqual(await schemaOf(fresh));
    await fresh.close();
  });
});

describe('a migration that fails midway', () => {
  it('leaves nothing of itself, is named by every starter, and holds up no program of the release before', async () => {
    const names = await migrationNames();
    const broken = await release({ next: 'create table half_done (id int); select 1 / 0;' });

    for (const starter of await Promise.all([migrate(broken), migrate(broken)])) {
      expect(starter.exitCode).toBe(1);
      expect(starter.output).toContain(`The migration ${NEXT_MIGRATION} failed: division by zero.`);
      expect(starter.output).toContain('[database.migration-failed]');
    }
    expect(await applied()).toEqual(names);
    expect(await test.database.query(`select to_regclass('half_done') as half`)).toEqual([{ half: null }]);

    expect(await migrate(current)).toMatchObject({ exitCode: 0, made: [] });
    const mended = await release({ next: 'create table half_done (id int)' });
    expect(await migrate(mended)).toMatchObject({ exitCode: 0, made: [NEXT_MIGRATION] });
    // The release before again, on a schema that has more than it knows.
    expect(await migrate(current)).toMatchObject({ exitCode: 0, made: [] });
  });
});
