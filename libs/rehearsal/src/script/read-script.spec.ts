import { readScript } from './read-script.js';

const read = (script: unknown) =>
  readScript(typeof script === 'string' ? script : JSON.stringify(script), { file: 's.json', zone: 'Asia/Ho_Chi_Minh' });

it('reads every step of the contract', () => {
  const steps = [
    { complete: 'U', variables: { a: 1 }, as: 'anhdtl' },
    { job: 'T', output: { b: 2 } },
    { error: 'T', code: 'X' },
    { message: 'M', key: 'k', businessKey: 'b', variables: { c: 3 } },
    { signal: 'S' },
    { advance: 'PT1H' },
    { until: '2026-01-05T17:00:00' },
  ];
  expect(read({ businessKey: 'b', variables: { v: 0 }, hold: ['T'], steps })).toEqual({
    process: undefined,
    now: undefined,
    businessKey: 'b',
    variables: { v: 0 },
    hold: ['T'],
    steps: [
      { kind: 'complete', element: 'U', variables: { a: 1 }, by: 'anhdtl' },
      { kind: 'job', element: 'T', output: { b: 2 } },
      { kind: 'error', element: 'T', code: 'X' },
      { kind: 'message', name: 'M', key: 'k', businessKey: 'b', variables: { c: 3 } },
      { kind: 'signal', name: 'S', variables: {} },
      { kind: 'advance', duration: 'PT1H' },
      { kind: 'until', instant: '2026-01-05T10:00:00.000Z' },
    ],
  });
});

it('needs nothing', () => {
  expect(read({})).toMatchObject({ variables: {}, hold: [], steps: [] });
});

it.each([
  ['{', 's.json: is no JSON'],
  [[], 's.json: must be a map'],
  [{ step: [] }, 's.json:step: "step" is not known here. Known: process, now, businessKey, variables, hold, steps.'],
  [{ hold: 'T' }, 's.json:hold: must be a list.'],
  [{ steps: [{ signal: 'S' }, { finish: 'U' }] }, 's.json:steps:1: must say one of complete, job, error'],
  [{ steps: [{ complete: 'U', output: {} }] }, 's.json:steps:0:output: "output" is not known here'],
  [{ steps: [{ complete: '' }] }, 's.json:steps:0:complete: must be a text'],
  [{ steps: [{ error: 'T' }] }, 's.json:steps:0:code: must be a text'],
  [{ steps: [{ advance: '1 hour' }] }, 's.json:steps:0:advance: A duration like "P1D"'],
])('refuses %j and says where', (script, message) => {
  expect(() => read(script)).toThrow(message);
});
