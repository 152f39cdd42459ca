import type { Database } from '#database';
import { readDecisions } from '#decisions';
import { ConfigurationError } from '#foundation';

/** The table that says which levels are asked, and the variable by which it tells the regulations apart. */
const TABLE = 'incident-route';
const COLUMN = 'incidentRoute';

/**
 * Boot check: the table of routes, where one is deployed, names the regulation that the settings name. A mistyped one would silently
 * take the way of no regulation at all.
 * @throws ConfigurationError with the names that there are
 */
export async function refuseUnknownRoute(database: Database, route: string): Promise<void> {
  const known = await knownRoutes(database);
  if (known.length === 0 || known.includes(route)) return;
  const what = `is "${route}", which the table ${TABLE} does not name`;
  const mend = `It names: ${known.join(', ')}. Choose one of these, or deploy the table with a row of that name: npx congvan deploy FOLDER, which needs no running program.`;
  throw new ConfigurationError(`INCIDENT_ROUTE ${what}. ${mend}`, { findings: [{ where: 'INCIDENT_ROUTE', what, mend }] });
}

/** What stands in quotes in its column; nothing where the office asks by something else, or no table is deployed yet. */
async function knownRoutes(database: Database): Promise<string[]> {
  const [deployed] = await database.query<{ dmn: string; file: string }>(
    'select dmn, file_name as file from decision_definition where key = $1 order by version desc limit 1',
    [TABLE],
  );
  if (deployed === undefined) return [];
  const { decisions } = await readDecisions(deployed.dmn, { file: deployed.file });
  const logic = decisions.find(({ id }) => id === TABLE)?.logic;
  if (logic?.kind !== 'table') return [];
  const column = logic.inputs.findIndex(({ expression }) => expression.replace(/^=/, '').trim() === COLUMN);
  const names = logic.rules.flatMap(({ conditions }) => [...(conditions[column] ?? '').matchAll(/"([^"]+)"/g)].map(([, name = '']) => name));
  return [...new Set(names)];
}
