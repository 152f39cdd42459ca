import { breachOfDuties, type Doer, type DutiesDone, type DutyToDo } from './separation-of-duties.js';

const by = (login: string, ...actingFor: string[]): Doer => ({ login, actingFor });
const done = (given: Partial<DutiesDone> = {}): DutiesDone => ({
  authors: ['tuan'],
  approval: by('cuong'),
  formatCheck: by('anh'),
  ...given,
});
const allowed = (duty: DutyToDo, given?: Partial<DutiesDone>) => breachOfDuties(duty, done(given)) === undefined;

describe('the content', () => {
  const approve = (doer: Doer, headsUnit: boolean, authors = ['tuan']) => allowed({ step: 'approve-content', doer, headsUnit }, { authors });

  it('is approved by the head, or by whom he has given the task', () => {
    expect(approve(by('cuong'), true)).toBe(true);
    expect(approve(by('ha', 'cuong'), false)).toBe(true);
  });

  it('is not approved by who wrote any version of it, also where the head has given him the task', () => {
    expect(approve(by('tuan', 'cuong'), false)).toBe(false);
    expect(approve(by('tuan', 'cuong'), false, ['mai', 'tuan'])).toBe(false);
  });

  it('is approved by the head himself also where he wrote it', () => {
    expect(approve(by('cuong'), true, ['cuong'])).toBe(true);
  });
});

describe('the form', () => {
  const check = (doer: Doer, given?: Partial<DutiesDone>) => allowed({ step: 'check-format', doer }, given);

  it('is checked by somebody else than the author and the approver', () => {
    expect(check(by('anh'))).toBe(true);
    expect(check(by('tuan'))).toBe(false);
    expect(check(by('cuong'))).toBe(false);
  });

  it('is not checked by the head for whom another approved, nor by that other', () => {
    expect(check(by('cuong'), { approval: by('ha', 'cuong') })).toBe(false);
    expect(check(by('ha'), { approval: by('ha', 'cuong') })).toBe(false);
  });

  it('is not checked for somebody who may not do it himself', () => {
    expect(check(by('anh', 'tuan'))).toBe(false);
    expect(check(by('anh', 'cuong'))).toBe(false);
  });
});

describe('the signature', () => {
  const sign = (doer: Doer, form: DutyToDo['form'], given?: Partial<DutiesDone>) => allowed({ step: 'sign', doer, form }, given);

  it('is given by a leader, or by the head who approved the content where it is entrusted to him', () => {
    expect(sign(by('bao'), 'OWN')).toBe(true);
    expect(sign(by('cuong', 'bao'), 'TL')).toBe(true);
  });

  it('is not given by who checked the form, nor for him', () => {
    expect(sign(by('anh'), 'OWN')).toBe(false);
    expect(sign(by('hang', 'anh'), 'KT')).toBe(false);
  });

  it('is given to his own draft by the head of the agency, in his own right, where another approved it', () => {
    for (const form of ['OWN', 'TM', 'Q'] as const) expect(sign(by('bao'), form, { authors: ['bao'] })).toBe(true);
  });

  it('is not given for another to what one wrote oneself', () => {
    for (const form of ['KT', 'TL', 'TUQ'] as const) expect(sign(by('hang', 'bao'), form, { authors: ['hang'] })).toBe(false);
  });

  it('comes from somebody else where the author approved his own draft, or another did for him', () => {
    const own = { authors: ['cuong'], approval: by('cuong') };
    expect(sign(by('cuong', 'bao'), 'TL', own)).toBe(false);
    expect(sign(by('bao'), 'OWN', own)).toBe(true);
    expect(sign(by('cuong', 'bao'), 'TL', { authors: ['cuong'], approval: by('ha', 'cuong') })).toBe(false);
    expect(sign(by('ha', 'bao'), 'TUQ', { authors: ['cuong'], approval: by('ha', 'cuong') })).toBe(false);
  });

  it('is not passed on to another where the head of the agency wrote and approved it himself', () => {
    expect(sign(by('hang', 'bao'), 'KT', { authors: ['bao'], approval: by('bao') })).toBe(false);
  });
});

it('leaves the issuing to any clerk', () => {
  expect(allowed({ step: 'issue', doer: by('anh') })).toBe(true);
});

it('says why, and for whom', () => {
  const why = breachOfDuties({ step: 'check-format', doer: by('anh', 'cuong') }, done());
  expect(why).toBe('he, or cuong for whom he acts, approved its content');
});
