import { bpmnText } from '../bpmn-text.js';
import { told } from '../engine-under-test.js';
import { OurEngine } from '../our-engine.js';
import { BpmnEngine } from '../bpmn-engine.js';
import { gateways } from './gateways.cases.js';
import { activities } from './activities.cases.js';
import { events } from './events.cases.js';
import { scopes } from './scopes.cases.js';
import { writeFileSync, appendFileSync } from 'node:fs';
const out = '/tmp/s3/probe.txt'; writeFileSync(out, '');
const short = (s: string) => s.length > 150 ? s.slice(0,150)+'…' : s;
it.each([...gateways, ...activities, ...events, ...scopes].map((c, i) => [i, c] as const))('%i', async (i, c) => {
  const text = bpmnText(c.model);
  const lines: string[][] = [];
  for (const make of [() => OurEngine.load(text, 'P', c.called), () => BpmnEngine.load(text)]) {
    let seen: string[] = [];
    try {
      const engine = await make();
      seen.push(await told(engine, () => engine.start(c.variables ?? {})));
      for (const [move] of c.moves ?? []) { if (seen.at(-1) === 'fails') break; seen.push(await told(engine, () => engine.make(move))); }
      try { seen.push(JSON.stringify(engine.look().variables)); } catch {}
    } catch (e) { seen.push('THROWN ' + String(e)); }
    lines.push(seen);
  }
  const [a, b] = lines as [string[], string[]];
  const same = JSON.stringify(a) === JSON.stringify(b);
  appendFileSync(out, `#${i} ${c.construct} ${c.must} ${same ? 'SAME' : 'DIFF'} ${c.bpmnEngine ? '(expected diff)' : ''}${same !== !c.bpmnEngine ? ' <<<<<' : ''}\n   ${a.map(short).join('\n   ')}\n${same ? '' : '  ref ' + b.map(short).join('\n  ref ') + '\n'}`);
});
