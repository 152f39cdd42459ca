import { planFindings } from './plan-findings.js';
import { planSchema } from './plan-lines.js';
import { stepsOf } from './plan-steps.js';
import type { Office, OfficePost } from './read-office.js';

const unit = (code: string, more: object = {}) => ({ code, name: `Phòng ${code}`, kind: 'professional' as const, parentCode: null, validFrom: '2020-01-01', validTo: null, ...more });
const post = (login: string, of: string, role: OfficePost['role'], from = '2020-01-01'): OfficePost => ({ postId: `${login}-${of}`, login, unit: of, role, title: role, from, to: null });
const OFFICE: Office = {
  day: '2026-07-01',
  lastDay: '2026-06-30',
  units: [unit('LD', { kind: 'leadership' }), unit('AA'), unit('BB'), unit('CC')],
  posts: [post('aa', 'AA', 'head'), post('bb', 'BB', 'head'), post('cc', 'CC', 'head'), post('an', 'AA', 'staff')],
  mailboxes: [],
  logins: new Set(['aa', 'bb', 'cc', 'an', 'moi']),
};
const DECISION = { decisionNumber: '1/QĐ', decisionDate: '2026-06-01', decidedBy: 'Sở', effectiveDay: OFFICE.day };
const codesOf = (lines: object[], office: Partial<Office> = {}): (string | undefined)[] => {
  const content = planSchema.parse({ ...DECISION, lines });
  const all = { ...OFFICE, ...office };
  return planFindings(content, all, stepsOf(content, all)).map(({ code }) => code);
};
const LEAVES = { login: 'aa', leaves: true };
const DISSOLVED = { kind: 'dissolve', unit: 'AA', into: 'BB', people: [LEAVES] };

describe('Against a plan speaks', () => {
  it('nothing where one unit goes into another whose head stays', () => expect(codesOf([DISSOLVED])).toEqual([]));

  it('a mailbox that was not handed over to the head before it goes on', () => {
    const mailboxes = [{ id: '01900000-0000-7000-8000-000000000000', unit: 'AA', address: 'aa@so.example', status: 'active' as const, handoverDue: true }];
    expect(codesOf([DISSOLVED], { mailboxes })).toEqual(['handover-unfinished']);
  });

  it('an appointment to a unit that will have ended', () => {
    expect(codesOf([DISSOLVED], { posts: [...OFFICE.posts, post('moi', 'AA', 'staff', '2026-08-01')] })).toContain('post-begins-later');
  });

  it('a person who is named twice', () => {
    expect(codesOf([{ ...DISSOLVED, people: [LEAVES, { login: 'an', title: 'Chuyên viên' }, { login: 'an', leaves: true }] }])).toEqual(['person-named-twice']);
  });

  it('a successor that ends itself', () => {
    expect(codesOf([DISSOLVED, { kind: 'dissolve', unit: 'BB', into: 'CC', people: [{ login: 'bb', leaves: true }] }])).toContain('successor-ends');
  });

  it('a rest that goes to none of the parts', () => {
    const split = { kind: 'split', unit: 'AA', parts: [{ code: 'AX', name: 'Phòng AX' }], rest: 'CC', people: [{ login: 'aa', unit: 'AX' }] };
    expect(codesOf([split])).toContain('rest-is-no-part');
  });
});
