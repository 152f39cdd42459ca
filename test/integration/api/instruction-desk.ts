import { eventually } from '../../support/eventually.js';
import type { Answer, ApiUnderTest } from './api-under-test.js';

const DAY_MS = 86_400_000;

interface TaskLine {
  readonly id: string;
  readonly formKey: string;
  readonly businessKey: string;
}

export type InstructionDesk = ReturnType<typeof instructionDesk>;

/** What the tests of instructions do at the desks of the demo office. Tasks go by the form that they show. */
export function instructionDesk(api: ApiUnderTest) {
  let letters = 0;
  const inDays = (days: number) => new Date(Math.floor(api.clock.now().getTime() / 1000) * 1000 + days * DAY_MS).toISOString();

  /** A document on paper, with the instruction of the director copied by the clerk. Gives its id. */
  async function instructed(instruction: object, differently: object = {}) {
    letters += 1;
    const { body, status } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh Bình Định',
      documentNumber: `${letters}/UBND-KSTT`,
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: `V/v báo cáo lần ${letters}`,
      medium: 'paper',
      replyRequired: false,
      dueAt: inDays(20),
      instruction: { coordinating: [], information: [], content: 'Giao xử lý.', instructedBy: 'baotq', ...instruction },
      ...differently,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    const id: string = body.id;
    await eventually(async () => (await document(id)).instruction !== null);
    return id;
  }

  const document = async (id: string) => (await api.get('baotq', `incoming-documents/${id}`)).body;
  const tasksOf = async (login: string, id: string): Promise<TaskLine[]> => {
    const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
    return lists.flatMap(({ body }) => body.items as TaskLine[]).filter(({ businessKey }) => businessKey === id);
  };
  const taskOf = (login: string, id: string, form: string) =>
    eventually(async () => (await tasksOf(login, id)).find(({ formKey }) => formKey === form));
  const complete = async (login: string, id: string, form: string, variables: object) => {
    const task = await taskOf(login, id, form);
    expect(await api.post(login, `tasks/${task.id}/complete`, { variables })).toMatchObject({ status: 204 });
  };
  const change = async (login: string, id: string, body: object): Promise<Answer> => {
    const url = `/api/v1/incoming-documents/${id}/instruction`;
    const response = await api.app.inject({ method: 'PUT', url, headers: await api.as(login), payload: body });
    return { status: response.statusCode, body: JSON.parse(response.body) };
  };
  const recall = (login: string, id: string) => api.post(login, `incoming-documents/${id}/instruction/recall`, { reason: 'Giao nhầm đơn vị.' });
  const read = async (login: string, id: string) => (await api.get(login, `incoming-documents/${id}`)).status;
  const noticesOf = async (login: string, id: string) => {
    const instance = (await document(id)).instanceId as string;
    const { body } = await api.get(login, 'notifications?limit=200');
    return body.items.filter((item: { instanceId: string }) => item.instanceId === instance).map(({ body: text }: { body: string }) => text);
  };
  const history = async (id: string) => (await api.get('baotq', `incoming-documents/${id}/instructions`)).body.items;
  return { inDays, instructed, document, tasksOf, taskOf, complete, change, recall, read, noticesOf, history };
}

/** A whole instruction: its lead unit and the other units by their role. */
export function order(lead: string, units: Record<string, string> = {}, differently: object = {}) {
  return {
    units: [{ unit: lead, role: 'lead' }, ...Object.entries(units).map(([unit, role]) => ({ unit, role }))],
    content: 'Giao theo bút phê mới.',
    reason: 'Phân công lại.',
    ...differently,
  };
}
