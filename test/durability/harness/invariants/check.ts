import type pg from 'pg';
import { invariants, type Look, type Violation } from './index.js';

/** Of one invariant; a thousand lines of the same say nothing more. */
const SHOWN = 10;

/** Checks every invariant on one and the same moment of the database, while everything goes on. */
export async function checkInvariants(client: pg.Client): Promise<Violation[]> {
  const look: Look = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await client.query(sql, [...parameters])).rows as Row[];
  const violations: Violation[] = [];
  await client.query('begin isolation level repeatable read read only');
  for (const [invariant, find] of Object.entries(invariants)) {
    const found = await find(look);
    violations.push(...found.slice(0, SHOWN).map((detail) => ({ invariant, detail })));
    if (found.length > SHOWN) violations.push({ invariant, detail: `… and ${found.length - SHOWN} more` });
  }
  await client.query('commit');
  return violations;
}
