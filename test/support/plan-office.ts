import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from './office.js';
import { appoint, checkPlan, createUnit, decidePlan, type DelegationToTell, planSchema, type PostRole, registerPerson, savePlan, submitPlan } from '#directory';

export const TODAY = '2026-06-15';
const DECISION = { decisionNumber: '1/QĐ', decisionDate: '2026-06-01', decidedBy: 'Sở', effectiveDay: TODAY };

/** An office on {@link TODAY} whose personnel `yenlh` writes plans, and whose leaders `baotq` and `hangltm` decide about them. */
export interface PlanOffice extends TestOffice {
  run<Input, Output, Row>(command: Command<Input, Output, Row>, input: Input, as?: string): Promise<Output>;
  /** Somebody new in a post since January; his login is that which is given. */
  holder(login: string, unit: string, role: PostRole): Promise<{ readonly login: string; readonly postId: string }>;
  written(lines: readonly object[], effectiveDay?: string): Promise<string>;
  /** Written and checked. */
  checked(lines: readonly object[], effectiveDay?: string): Promise<string>;
  /** Written, checked and submitted. */
  submitted(lines: readonly object[], effectiveDay?: string): Promise<string>;
  approve(id: string, as?: string): Promise<unknown>;
  /** Who heard what about deputies, the latest last. */
  readonly told: { readonly people: readonly string[]; readonly of: DelegationToTell }[];
  readonly telling: { readonly tell: () => Promise<void>; readonly tellDeputies: (context: unknown, people: readonly string[], of: DelegationToTell) => Promise<void> };
}

/** @param units codes, each a department with a head of the name of its code in lower case */
export async function openPlanOffice(units: readonly string[]): Promise<PlanOffice> {
  const office = await openTestOffice();
  office.clock.offsetMs = Date.parse(`${TODAY}T03:00:00Z`) - Date.now();
  const told: PlanOffice['told'] = [];
  const telling: PlanOffice['telling'] = {
    tell: () => Promise.resolve(),
    tellDeputies: (_context, people, of) => Promise.resolve(void told.push({ people, of })),
  };
  const run: PlanOffice['run'] = (command, input, as = 'yenlh') => office.executor.execute(command, input, office.as(as));
  const holder: PlanOffice['holder'] = async (login, unit, role) => {
    const [there] = await office.database.query('select from person where login = $1', [login]);
    if (there === undefined) await run(registerPerson, { fullName: 'Nguyễn Văn An', login });
    const { postId } = await run(appoint, { login, unit, role, title: `${role} ${unit}`, from: '2026-01-01' });
    return { login, postId };
  };
  const written: PlanOffice['written'] = async (lines, effectiveDay = TODAY) => (await run(savePlan, { plan: planSchema.parse({ ...DECISION, effectiveDay, lines }) })).id;
  const checked: PlanOffice['checked'] = async (lines, effectiveDay) => {
    const id = await written(lines, effectiveDay);
    await run(checkPlan, { id });
    return id;
  };
  const submitted: PlanOffice['submitted'] = async (lines, effectiveDay) => {
    const id = await checked(lines, effectiveDay);
    await run(submitPlan, { id, tell: telling.tell });
    return id;
  };
  const approve: PlanOffice['approve'] = (id, as = 'baotq') => run(decidePlan, { id, decision: 'approve', ...telling }, as);

  await run(createUnit, { code: 'LD', name: 'Lãnh đạo', kind: 'leadership' });
  await run(createUnit, { code: 'TC', name: 'Tổ chức', kind: 'office' });
  await holder('baotq', 'LD', 'leader');
  await holder('hangltm', 'LD', 'leader');
  await holder('yenlh', 'TC', 'personnel');
  for (const code of units) {
    await run(createUnit, { code, name: `Phòng ${code}`, kind: 'professional' });
    await holder(code.toLowerCase(), code, 'head');
  }
  return { ...office, run, holder, written, checked, submitted, approve, told, telling };
}
