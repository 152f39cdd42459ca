import { CongvanError, type JsonObject } from '#foundation';
import { BpmnEngine } from '../bpmn-engine.js';
import { bpmnText } from '../bpmn-text.js';
import { type EngineUnderTest, told } from '../engine-under-test.js';
import { OurEngine } from '../our-engine.js';
import type { ContractCase } from './contract-case.js';
import { contractCases, differences } from './contract-cases.js';

const titled = <T extends ContractCase>(cases: readonly T[]) =>
  cases.map((each) => [each.construct, each.must, each] as const);

const onOurs = ({ model, called }: ContractCase) => OurEngine.load(bpmnText(model), 'P', called);
const onBpmnEngine = ({ model }: ContractCase) => BpmnEngine.load(bpmnText(model));

/** What an engine makes of a case, up to where it fails. */
async function play(
  each: ContractCase,
  load: (each: ContractCase) => Promise<EngineUnderTest>,
): Promise<{ told: string[]; variables?: JsonObject }> {
  const { variables = {}, moves = [] } = each;
  let engine: EngineUnderTest;
  try {
    engine = await load(each);
  } catch (error) {
    if (error instanceof CongvanError) return { told: ['fails'] };
    throw error;
  }
  const all = [await told(engine, () => engine.start(variables))];
  for (const [move] of moves) {
    if (all.at(-1) === 'fails') break;
    all.push(await told(engine, () => engine.make(move)));
  }
  return { told: all, ...(all.at(-1) !== 'fails' && { variables: engine.look().variables }) };
}

const asBpmnSays = ({ start, moves = [] }: ContractCase) => [start, ...moves.map(([, after]) => after)];

describe('Our engine', () => {
  it.each(titled(contractCases))('%s %s', async (_construct, _must, each) => {
    const { told, variables } = await play(each, onOurs);
    expect(told).toEqual(asBpmnSays(each));
    if (each.finally) expect(variables).toEqual(each.finally);
  });
});

describe('bpmn-engine', () => {
  const alike = contractCases.filter(({ bpmnEngine }) => bpmnEngine === undefined);
  it.each(titled(alike))('%s %s', async (_construct, _must, each) => {
    const { told, variables } = await play(each, onBpmnEngine);
    expect(told).toEqual(asBpmnSays(each));
    if (each.finally) expect(variables).toEqual(each.finally);
  });
});

// One that fails here has been mended by an upgrade: take the difference out of the case and out of the list.
describe('bpmn-engine still differs', () => {
  it.each(titled(differences))('%s %s', async (_construct, _must, each) => {
    const { told } = await play(each, onBpmnEngine);
    expect(told).toEqual(each.bpmnEngine.told);
    expect(told).not.toEqual(asBpmnSays(each));
  });
});
