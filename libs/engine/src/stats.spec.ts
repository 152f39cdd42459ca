import fc from 'fast-check';
import { randomModelOfEverything } from './testing/random-model.js';
import { happenings, runThrough } from './testing/random-run.js';
it('x', async () => {
  const kinds = new Map<string, number>(); const sizes: number[] = []; const steps: number[] = []; let ended = 0;
  for (const [m, h] of fc.sample(fc.tuple(randomModelOfEverything, happenings), 300)) {
    const ids = [...m.elements!.matchAll(/ id="([A-Za-z]+)_/g)].map((x) => x[1]!);
    sizes.push(ids.length);
    for (const k of new Set(ids)) kinds.set(k, (kinds.get(k) ?? 0) + 1);
    let n = 0; const i = await runThrough(m, h, { log: () => n++ }); steps.push(n); if (i.ended) ended++;
  }
  sizes.sort((a,b)=>a-b); steps.sort((a,b)=>a-b);
  console.log(sizes.filter((_, i) => i % 30 === 0), sizes.at(-1), steps.filter((_, i) => i % 30 === 0), ended, [...kinds].sort((a,b)=>b[1]-a[1]).map(String).join(' '));
}, 60000);
