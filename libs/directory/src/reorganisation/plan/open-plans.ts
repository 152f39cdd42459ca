import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';

/** What other plans that are under way change as well. One that its author has not submitted claims nothing, checked or not. */
export async function openPlanFindings({ tx }: CommandContext, id: string, units: readonly string[], people: readonly string[]): Promise<Finding[]> {
  const others = await tx.query<{ id: string; decision: string; units: string[]; people: string[] }>(
    `select id, content ->> 'decisionNumber' as decision,
       array(select unnest(units) intersect select unnest($2::text[]) order by 1) as units,
       array(select unnest(people) intersect select unnest($3::text[]) order by 1) as people
     from reorganisation_plan where id <> $1 and status in ('submitted', 'scheduled') and (units && $2 or people && $3) order by id`,
    [id, units, people],
  );
  const mend = 'Carry that out or withdraw it first.';
  return others.flatMap((other) => [
    ...other.units.map((unit): Finding => ({ where: 'lines', code: 'unit-in-two-plans', what: `${unit} is changed by the plan for ${other.decision} too`, mend })),
    ...other.people.map((login): Finding => ({ where: 'lines', code: 'person-in-two-plans', what: `${login} is moved by the plan for ${other.decision} too`, mend })),
  ]);
}
