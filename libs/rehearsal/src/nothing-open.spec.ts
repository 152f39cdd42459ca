import type { JsonObject } from '#foundation';
import { play } from './testing/play.js';

const message = '<messageEventDefinition messageRef="M"/>';
const model = (element: string) => ({
  definitions: `<message id="M" name="m"/><signal id="Sig" name="s"/><process id="P" isExecutable="true"><startEvent id="S"/>${element}
    S > A
    </process>`,
});
const event = (definition: string) => model(`<intermediateCatchEvent id="A">${definition}</intermediateCatchEvent>`);

it.each([
  ['a held task', model('<serviceTask id="A"/>'), { complete: 'A' }, 'A waits for `job` or `error`, not for `complete`.'],
  ['a call', model('<callActivity id="A" calledElement="none"/>'), { complete: 'A' }, 'A waits for `job` or `error`, not for `complete`.'],
  ['a user task', model('<userTask id="A"/>'), { job: 'A' }, 'A waits for `complete`, not for `job`.'],
  ['a message', event(message), { complete: 'A' }, 'A waits for `message`, not for `complete`.'],
  ['a signal', event('<signalEventDefinition signalRef="Sig"/>'), { error: 'A', code: 'X' }, 'A waits for `signal`, not for `error`.'],
  ['a timer', event('<timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition>'), { complete: 'A' }, 'A waits for `advance` or `until`, not for `complete`.'],
  ['a condition', event('<conditionalEventDefinition><condition xsi:type="tFormalExpression">= a</condition></conditionalEventDefinition>'), { complete: 'A' }, 'A waits for a change of variables, not for `complete`.'],
  ['an offer', model('<adHocSubProcess id="A"><task id="X"/></adHocSubProcess>'), { job: 'X' }, 'X waits for `complete`, not for `job`.'],
])('a step of the wrong kind is told what the element waits for: %s', async (_, definitions, step: JsonObject, expected) => {
  const { error } = await play(definitions, { hold: ['A'], steps: [step] });
  expect(error).toEqual({ code: 'rehearsal.nothing-open', message: expected, element: expect.any(String), step: 0 });
});

it.each([
  ['message', '"m"'],
  ['signal', 'none'],
])('a %s that nothing in the model takes is refused with the names that are known', async (kind, known) => {
  const { error } = await play(event(message), { steps: [{ [kind]: 'x' }] });
  expect(error).toMatchObject({
    code: 'rehearsal.unknown-name',
    message: `No process waits for the ${kind} "x" or begins with it. Known are: ${known}.`,
  });
});

it('any name may be sent to a model that works its names out', async () => {
  const named = model('<receiveTask id="A" messageRef="M"/>').definitions.replace('name="m"', 'name="= wanted"');
  const played = await play({ definitions: named }, { variables: { wanted: 'x' }, steps: [{ message: 'y' }, { message: 'x' }] });
  expect(played).toMatchObject({ ended: true, error: null });
});
