import { around, bpmnText, extensions, findingsOf } from '../testing/bpmn-text.js';
import { compiled } from '../testing/compiled.js';

/** Properties of an element, as the properties panel of the Modeler writes them. */
function properties(values: Readonly<Record<string, string>>): string {
  const each = Object.entries(values).map(([name, value]) => `<camunda:property name="${name}" value="${value}"/>`);
  return extensions(`<camunda:properties>${each.join('')}</camunda:properties>`);
}

const task = (values: Readonly<Record<string, string>>, attributes = '') =>
  `<userTask id="T" camunda:assignee="an" ${attributes}>${properties(values)}</userTask>`;
const timer = (values: Readonly<Record<string, string>>, time = '') =>
  `<intermediateCatchEvent id="T">${properties(values)}<timerEventDefinition>${time}</timerEventDefinition></intermediateCatchEvent>`;

describe('a handling time', () => {
  it.each([
    [{ handlingTime: 'P2D' }, '= add working time(now(), "P2D")'],
    [{ handlingTime: 'PT8H', handlingTimeFrom: '= receivedAt' }, '= add working time((receivedAt), "PT8H")'],
    [{ handlingTime: '= limit', handlingCalendar: 'QLCN' }, '= add working time(now(), (limit), "QLCN")'],
    [{ handlingTime: '-PT4H', handlingTimeFrom: '= dueAt' }, '= add working time((dueAt), "-PT4H")'],
  ])('%j makes the due date of a task and the date of a timer', async (values, due) => {
    expect(await compiled(task(values))).toMatchObject({ dueDate: due });
    expect(await compiled(timer(values))).toMatchObject({ trigger: { kind: 'timer', timer: 'date', value: due } });
    // The attribute by which Camunda Modeler knows its element templates.
    const templated = task(values, 'camunda:modelerTemplate="congvan.user-task-with-handling-time"');
    expect(await findingsOf(bpmnText(around(templated)))).toEqual([]);
  });

  it('is counted by the unit of a task where it names no calendar, and only then', async () => {
    expect(await compiled(task({ handlingTime: 'P2D' }))).toMatchObject({ isHandlingTime: true, countedByUnit: true });
    expect(await compiled(task({ handlingTime: 'P2D', handlingCalendar: 'vn' }))).not.toHaveProperty('countedByUnit');
    const byDueDate = await compiled(task({}, 'camunda:dueDate="= working days after(now(), 2)"'));
    expect(byDueDate).not.toHaveProperty('countedByUnit');
    expect(byDueDate).not.toHaveProperty('isHandlingTime');
  });

  it.each([
    [{ handlingTime: '2 ngày' }, 'bad-handling-time'],
    [{ handlingTime: 'P1M' }, 'bad-handling-time'],
    [{ handlingTime: '${limit}' }, 'bad-handling-time'],
    [{ handlingTime: '= 1) + (2' }, 'bad-handling-time'],
    [{ handlingTime: 'P1D', handlingTimeFrom: '2026-11-20' }, 'bad-handling-time'],
    [{ handlingTimeFrom: '= receivedAt' }, 'handling-time-missing'],
    [{ handlingCalendar: 'vn' }, 'handling-time-missing'],
  ])('%j is refused for deployment', async (values, code) => {
    expect(await findingsOf(bpmnText(around(task(values))))).toContain(`error T bpmn.${code}`);
  });

  it('stands for no second due date and for no second time of a timer', async () => {
    const both = { handlingTime: 'P2D' };
    expect(await findingsOf(bpmnText(around(task(both, 'camunda:dueDate="= dueAt"'))))).toEqual(['error T bpmn.two-due-dates']);
    expect(await compiled(task(both, 'camunda:dueDate="= dueAt"'))).toMatchObject({ dueDate: '= dueAt' });
    const doubled = around(timer(both, '<timeDuration>P1D</timeDuration>'));
    expect(await findingsOf(bpmnText(doubled))).toEqual(['error T bpmn.bad-timer']);
  });
});
