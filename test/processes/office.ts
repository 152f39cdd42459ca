import type { JsonObject } from '#foundation';

/** Somebody in the scenarios, with the groups that his posts give him. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

export const clerk = person('anhdtl', 'clerk', 'unit:VP');
export const leader = person('baotq', 'leader');
export const chiefOfOffice = person('dungnh', 'chief-of-office', 'head:VP', 'unit:VP');

/** The lead unit of all scenarios is QLCN. */
export const headOfLeadUnit = person('cuongpv', 'head:QLCN', 'unit:QLCN');
export const drafter = person('tuanda', 'unit:QLCN');

export const staffOfQlkh = person('oanhhtk', 'unit:QLKH');
export const staffOfTdc = person('nhungnth', 'unit:TDC');
export const staffOfTccb = person('vinhtq', 'unit:TCCB');

/** The lists that forms choose from, as the directory gives them beside the variables of a case. */
export const formData: JsonObject = {
  units: ['VP', 'QLCN', 'QLKH', 'TDC', 'TCCB'].map((code) => ({ value: code, label: code })),
  people: [clerk, headOfLeadUnit, drafter, staffOfQlkh, staffOfTdc, staffOfTccb].map(({ login, groups }) => ({
    value: login,
    label: login,
    units: groups.filter((group) => group.startsWith('unit:')).map((group) => group.slice('unit:'.length)),
  })),
  books: ['outgoing', 'internal'].map((code) => ({ value: code, label: code })),
  signers: [
    { value: leader.login, label: leader.login, types: null },
    { value: chiefOfOffice.login, label: chiefOfOffice.login, types: ['GM'] },
  ],
};

function person(login: string, ...groups: string[]): Person {
  return { login, groups };
}
