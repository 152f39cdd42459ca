import { readScenarios } from './read-scenarios.js';

const read = (text: string) => readScenarios(text, { file: 's.yaml', zone: 'Asia/Ho_Chi_Minh' }).scenarios;

const shared = `now: 2026-01-05T08:00:00
businessKey: vb-1
people:
  anhdtl: [clerk]
variables: { a: 1, b: 1 }
hold: [A]
services:
  mail: { sent: true }
scenarios:
  - name: Một
    variables: { b: 2 }
    hold: [B]
    services:
      print: { pages: 2 }
    steps:
      - complete: U
        as: anhdtl
      - expect:
          onlyOpen: [V]
          due: { V: 2026-01-06T08:00:00, W: null }
`;

it('gives each scenario what its file shares and what it says for itself', () => {
  const [scenario] = read(shared);
  expect(scenario).toMatchObject({
    name: 'Một',
    line: 10,
    businessKey: 'vb-1',
    now: '2026-01-05T01:00:00.000Z',
    variables: { a: 1, b: 2 },
    hold: ['A', 'B'],
    people: new Map([['anhdtl', ['clerk']]]),
    services: new Map([
      ['mail', { sent: true }],
      ['print', { pages: 2 }],
    ]),
  });
});

it('knows the line of every step', () => {
  const [scenario] = read(shared);
  expect(scenario?.steps).toMatchObject([
    { line: 16, step: { kind: 'complete', element: 'U', by: 'anhdtl' } },
    { line: 18, expect: { onlyOpen: ['V'], due: { V: '2026-01-06T01:00:00.000Z', W: null } } },
  ]);
});

it.each([
  ['scenarios: [', 's.yaml:1: '],
  ['{}', 's.yaml:1: scenarios: must be a list.'],
  ['scenarios:\n  - steps: []', 's.yaml:2: name: must be a text'],
  ['scenarios:\n  - name: x\n    steps:\n      - complete: U\n      - wait: P1D', 's.yaml:5: 1: must say one of complete'],
  ['scenarios:\n  - name: x\n    steps:\n      - expect:\n          opened: [U]', 's.yaml:5: opened: "opened" is not known here'],
  ['scenarios:\n  - name: x\n    steps:\n      - expect: { ended: yes }', 's.yaml:4: ended: must be true or false.'],
  ['people: { anhdtl: clerk }\nscenarios: []', 's.yaml:1: anhdtl: must be a list.'],
])('refuses %j and names the line', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
