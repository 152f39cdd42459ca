import type { Finding } from '#foundation';
import type { Period } from '../period.js';
import type { PartContent } from './part.schema.js';

/** All that keeps a part from being published, told at once: an empty programme, a date outside of the period, a result that is not told. */
export function findFaults({ plan, results }: PartContent, { firstDay, lastDay }: Period): Finding[] {
  const findings: Finding[] = [];
  if (plan.length === 0) {
    findings.push({ where: 'plan', what: 'is empty', mend: 'Write at least one line of what the unit does in the period.', code: 'programme-empty' });
  }
  plan.forEach(({ by }, index) => {
    if (by === null || (by >= firstDay && by <= lastDay)) return;
    const mend = `Give a day from ${firstDay} to ${lastDay}, or none.`;
    findings.push({ where: `plan[${index}].by`, what: `is ${by}, outside of the period`, mend, code: 'programme-day' });
  });
  results.forEach(({ done, result }, index) => {
    if (done || result !== null) return;
    const mend = 'Say what came of it, or that it is done.';
    findings.push({ where: `results[${index}].result`, what: 'says nothing of work that is not done', mend, code: 'programme-result' });
  });
  return findings;
}
