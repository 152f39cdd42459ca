import type { JsonObject } from '#foundation';
import { readDeployment } from '#runtime';
import { attacked, outcomeOf, xml } from './attacked-process.js';
import { watchHost } from './host-canary.js';

watchHost();

const task = (attributes: string, content = '') => attacked(`<userTask id="T" ${attributes}>${content}</userTask>`);
const extended = (content: string) => `<extensionElements>${content}</extensionElements>`;
const catching = (content: string, roots = '') =>
  attacked(`<intermediateCatchEvent id="T">${content}</intermediateCatchEvent>`, roots);
const repeated = (attributes: string, content = '') =>
  task('', `<multiInstanceLoopCharacteristics ${attributes}>${content}</multiInstanceLoopCharacteristics>`);
const correlated = (key: string) =>
  extended(`<camunda:properties><camunda:property name="correlationKey" value="${key}"/></camunda:properties>`);

/** Where the text of a model is evaluated once a token comes to `T`; the text is given as it stands in XML. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  'the condition of a flow': (text) =>
    attacked(`<exclusiveGateway id="T" default="T-After"/><sequenceFlow id="F" sourceRef="T" targetRef="After">
      <conditionExpression>${text}</conditionExpression></sequenceFlow>`),
  'an input mapping': (text) =>
    task('', extended(`<camunda:inputOutput><camunda:inputParameter name="x">${text}</camunda:inputParameter>
      </camunda:inputOutput>`)),
  'an output mapping': (text) =>
    attacked(`<manualTask id="T">${extended(`<camunda:inputOutput><camunda:outputParameter name="x">${text}
      </camunda:outputParameter></camunda:inputOutput>`)}</manualTask>`),
  'a script in FEEL': (text) =>
    attacked(`<scriptTask id="T" scriptFormat="feel" camunda:resultVariable="x"><script>${text}</script></scriptTask>`),
  'an assignee': (text) => task(`camunda:assignee="${text}"`),
  'candidate groups': (text) => task(`camunda:candidateGroups="${text}"`),
  'a due date': (text) => task(`camunda:dueDate="${text}"`),
  'a priority': (text) => task(`camunda:priority="${text}"`),
  'the duration of a timer': (text) =>
    catching(`<timerEventDefinition><timeDuration>${text}</timeDuration></timerEventDefinition>`),
  'the date of a timer': (text) =>
    catching(`<timerEventDefinition><timeDate>${text}</timeDate></timerEventDefinition>`),
  'the cycle of a timer': (text) =>
    attacked(`<userTask id="T"/><boundaryEvent id="B" attachedToRef="T" cancelActivity="false"><timerEventDefinition>
      <timeCycle>${text}</timeCycle></timerEventDefinition></boundaryEvent>`),
  'a collection': (text) => repeated(`camunda:collection="${text}"`),
  'a cardinality': (text) => repeated('', `<loopCardinality>${text}</loopCardinality>`),
  'the condition of a loop': (text) =>
    attacked(`<manualTask id="T"><standardLoopCharacteristics testBefore="true"><loopCondition>${text}</loopCondition>
      </standardLoopCharacteristics></manualTask>`),
  'the name of a message': (text) =>
    catching('<messageEventDefinition messageRef="M"/>', `<message id="M" name="${text}"/>`),
  'a correlation key': (text) =>
    catching('<messageEventDefinition messageRef="M"/>', `<message id="M" name="m">${correlated(text)}</message>`),
  'the name of a signal': (text) =>
    catching('<signalEventDefinition signalRef="S"/>', `<signal id="S" name="${text}"/>`),
  'the condition of an event': (text) =>
    catching(`<conditionalEventDefinition><condition>${text}</condition></conditionalEventDefinition>`),
  'the key of a called process': (text) => attacked(`<callActivity id="T" calledElement="${text}"/>`),
  'what a called process is given': (text) =>
    attacked(`<callActivity id="T" calledElement="other">${extended(`<camunda:in sourceExpression="${text}" target="x"/>
      `)}</callActivity>`),
  'the business key of a called process': (text) =>
    attacked(`<callActivity id="T" calledElement="other">${extended(`<camunda:in businessKey="${text}"/>`)}
      </callActivity>`),
  'the key of a decision': (text) => attacked(`<businessRuleTask id="T" camunda:decisionRef="${text}"/>`),
  'an activation condition': (text) =>
    attacked(`<complexGateway id="T"><activationCondition>${text}</activationCondition></complexGateway>`),
};

const deep = (open: string, core: string, close: string) => open.repeat(5_000) + core + close.repeat(5_000);
const code = `return globalThis.reachHost()`;

/** Texts that look for a way to the host. They are refused or find nothing. */
const REACHING = [
  `= constructor.constructor("${code}")()`,
  `= a.constructor.constructor("${code}")()`,
  `= (function(x) x).constructor("${code}")()`,
  `= abs.constructor("${code}")()`,
  '= globalThis.reachHost()',
  '= reachHost()',
  '= process.env',
  '= require("node:fs")',
  '= Function("reachHost()")()',
  '= a.__proto__.polluted',
  '= get value(payload, "__proto__").polluted',
  '= {__proto__: {polluted: true}}.polluted',
  '= context put({}, ["__proto__", "polluted"], "yes").none',
  "${a['constructor']['constructor']('reachHost()')()}",
  "${a.constructor.constructor('reachHost()')}",
  "${''.getClass().forName('java.lang.Runtime')}",
  "${T(java.lang.Runtime).getRuntime().exec('id')}",
  '${execution.engineServices.runtimeService}',
  "${execution.getVariable('constructor')}",
  "${execution.getVariable('__proto__')}",
  '${reachHost()}',
  '#{process.exit(1)}',
  '${a.__proto__.polluted}',
  '${globalThis}',
] as const;

/** Texts that would take the program with them, one for each guard of the evaluator. All of them are refused. */
const EXHAUSTING: Readonly<Record<string, string>> = {
  'an endless loop': '= count(for i in 1..1000000000, j in 1..1000000000 return i)',
  'a pattern that explodes': "${'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+')}",
  'brackets without end': `= ${deep('(', '1', ')')}`,
  'brackets of the Camunda form without end': `\${${deep('(', '1', ')')}}`,
  'a text of a megabyte': `= "${'x'.repeat(1_000_000)}"`,
};

const variables: JsonObject = {
  a: { b: 1 },
  payload: JSON.parse('{"__proto__": {"polluted": null}}'),
};

/** What is wrong is the model or its variables, never the program. */
const REFUSED = /^(conflict|invalid)$/;
const HARMLESS: unknown = expect.not.stringMatching(/polluted":true|\[native/);

describe.each(Object.entries(PLACES))('in %s', (_place, file) => {
  it('no text reaches the host', async () => {
    for (const text of REACHING) {
      const { errors } = await readDeployment([{ name: 'a.bpmn', content: Buffer.from(file(xml(text))) }]);
      expect(errors.filter(({ where }) => !where.startsWith('a.bpmn:'))).toEqual([]);
      const outcome = await outcomeOf(file(xml(text)), variables);
      if ('refusal' in outcome) expect(outcome.refusal.kind).toMatch(REFUSED);
      else expect([text, outcome.left['x'] ?? null, outcome.seen]).toEqual([text, null, HARMLESS]);
    }
  });

  it('no text takes all time or memory', async () => {
    for (const [attack, text] of Object.entries(EXHAUSTING)) {
      const outcome = await outcomeOf(file(xml(text)), variables);
      const refusal: unknown = expect.objectContaining({ kind: expect.stringMatching(REFUSED) });
      expect([attack, outcome]).toEqual([attack, { refusal }]);
    }
  });
});
