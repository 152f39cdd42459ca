import { readdir, readFile } from 'node:fs/promises';
import { findingTitle, TITLED_FINDINGS } from './finding-titles.js';

/** Codes of the findings against what office people enter: documents, books, authorities to sign, consultations, the directory, files, and what the gate suspects. */
async function codesInSource(): Promise<string[]> {
  const codes = new Set<string>();
  const folders = ['incoming', 'instructions', 'books', 'outgoing/drafts', 'outgoing/recipients', 'outgoing/signing', 'gate/detection', 'gate/refusals', 'gate/spills'];
  const documents = folders.map((name) => `libs/documents/src/${name}`);
  for (const folder of [...documents, 'libs/worklist/src/consultation', 'libs/directory/src', 'libs/directory/src/reorganisation', 'libs/directory/src/units', 'libs/directory/src/delegations', 'libs/directory/src/mailboxes', 'libs/directory/src/mailbox-requests', 'libs/directory/src/dormant', 'libs/identity/src', 'libs/identity/src/password-reset', 'libs/directory/src/import', 'libs/files/src/attachments', 'libs/work-files/src/entries', 'libs/incidents/src', 'libs/incidents/src/acts', 'libs/personnel/src/decisions', 'libs/personnel/src/handover', 'libs/personnel/src/leaving', 'libs/personnel/src/moving', 'libs/personnel/src/joining', 'libs/duties/src/programme', 'libs/duties/src/it-report', 'libs/directory/src/reorganisation/plan', 'libs/website/src/articles', 'libs/website/src/questions']) {
    for (const file of await readdir(folder)) {
      if (!/(?<!\.spec)\.ts$/.test(file)) continue;
      const source = await readFile(`${folder}/${file}`, 'utf8');
      for (const [, code] of source.matchAll(/(?<!readonly )code(?:: | = | ===? )'([a-z-]+)'/g)) codes.add(code!);
      for (const [, code] of source.matchAll(/^  'calendar\.\w+': '([a-z-]+)'/gm)) codes.add(code!);
      for (const [, grounds] of source.matchAll(/_GROUNDS = \[([^\]]+)\]/g)) for (const [, code] of grounds!.matchAll(/'([a-z-]+)'/g)) codes.add(code!);
      for (const [, one, other] of source.matchAll(/code: \w+ \? '([a-z-]+)' : '([a-z-]+)'/g)) codes.add(one!).add(other!);
    }
  }
  return [...codes].sort();
}

/** Warnings have their own words, see `REGISTRATION_WARNINGS`. */
const SAID_OTHERWISE = ['due-on-day-off'];

it('say in Vietnamese what is wrong with a registration, a book, a draft or an authority, for every code and no other', async () => {
  expect((await codesInSource()).filter((code) => !SAID_OTHERWISE.includes(code))).toEqual([...TITLED_FINDINGS].sort());
});

it('are missing for other codes', () => {
  expect(findingTitle('too_small')).toBeUndefined();
  expect(findingTitle(undefined)).toBeUndefined();
  expect(findingTitle('due-passed')).toBe('Thời hạn đã qua');
});
