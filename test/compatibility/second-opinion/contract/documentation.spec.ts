import { readFileSync } from 'node:fs';
import { differences } from './contract-cases.js';

/** The rows of docs/second-opinion.md, one for each difference that the contract shows. */
const rows = differences.map(
  ({ construct, must, clause, bpmnEngine }) => `| ${construct} | ${must} | ${clause} | ${bpmnEngine.instead} |`,
);

it('The page of the second opinion lists what bpmn-engine does otherwise, as the contract shows it, and nothing else', () => {
  const page = readFileSync('docs/second-opinion.md', 'utf8');
  const [, table = ''] = page.split(/^\| --- .*\n/m);
  expect(table.split('\n').filter((line) => line.startsWith('|'))).toEqual(rows);
});
