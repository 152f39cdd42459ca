import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { PlanContent } from './plan-lines.js';

/** Whoever writes a plan gives himself nothing by it: what becomes of him by the rule for all may stand, not what he says of himself. */
export async function ownPostFindings({ tx }: CommandContext, id: string, { lines }: PlanContent): Promise<Finding[]> {
  const [plan] = await tx.query<{ author: string }>('select author from reorganisation_plan where id = $1', [id]);
  const mend = 'Leave yourself out, or have somebody else of personnel write the plan.';
  return lines.flatMap((line, number) =>
    line.kind === 'move'
      ? []
      : line.people.flatMap(({ login }, index): Finding[] =>
          login === plan?.author ? [{ where: `lines[${number}].people[${index}]`, code: 'post-of-author', what: `${login} writes this plan himself`, mend }] : [],
        ),
  );
}
