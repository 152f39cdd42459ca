import { COORDINATING_UNIT, LEAD_UNIT } from './cast.js';
import type { Desk, TaskLine } from './desk.js';
import type { MainJob, StoryCase } from './main-job.js';
import { expectFound } from './story-failure.js';
import type { StoryPace } from './story-world.js';

const DAY_MS = 86_400_000;

/** Nobody acts: the task climbs to the head, then to the leader, the report shows it, and it is answered late. */
export async function answeredLate(job: MainJob, pace: StoryPace): Promise<void> {
  const { world, desks } = job;
  const subject = 'V/v đề nghị cung cấp số liệu sáng kiến, cải tiến kỹ thuật';
  const document = await job.register(subject, pace);
  await job.instruct(document);
  const task = await desks.head.taskWith('assignment', document.documentId);
  world.done(`${desks.head.role.as} chưa phân công …`);

  await world.reach(new Date(document.dueAt.getTime() - pace.reminderBeforeMs));
  await desks.head.notifiedOf('reminder', task.id);
  world.done(`${desks.head.role.as} được nhắc, vẫn chưa làm`);

  await world.reach(document.dueAt);
  await checkClimbed(job, desks.head, document, `head:${LEAD_UNIT}`);
  await world.reach(new Date(document.dueAt.getTime() + pace.escalateAfterMs));
  await checkClimbed(job, desks.leader, document, 'leader');
  await checkReported(job, document);

  await job.assign(document);
  await job.draft(document);
  world.done(`Phòng ${COORDINATING_UNIT} không góp ý kịp hạn phối hợp: hồ sơ đi tiếp và ghi nhận`);
  await job.approve(document);
  await job.checkFormat(document);
  await job.sign(document);
  const symbol = await job.issue(document);
  await job.checkAnswered(document, 'late', 'missing');
  await job.finish(document);
  await job.checkTrackingRegister(document, symbol, 'Đã trả lời quá hạn');
}

/** The task of the head stands on somebody's desk because it has climbed to his group, and he was told. */
async function checkClimbed({ world }: MainJob, desk: Desk, document: StoryCase, group: string): Promise<void> {
  const climbed = await world.eventually(async (): Promise<TaskLine | undefined> => {
    const task = await desk.findTask('assignment', document.documentId);
    return task?.escalatedTo.includes(group) ? task : undefined;
  });
  const task = expectFound(`${desk.role.as}: việc quá hạn`, `việc đã chuyển lên ${group}`, climbed);
  const { title } = await desk.notifiedOf('escalation', task.id);
  world.done(`Quá hạn: "${task.name}" chuyển lên ${desk.role.as}, có thông báo "${title}"`);
}

async function checkReported({ world, desks }: MainJob, { documentId, dueAt }: StoryCase): Promise<void> {
  const { manager } = desks;
  const from = new Date(dueAt.getTime() - DAY_MS).toISOString();
  const to = new Date(dueAt.getTime() + DAY_MS).toISOString();
  const period = `from=${from}&to=${to}&unit=${LEAD_UNIT}`;
  const summary = await manager.get<{ total: { overdue: number } }>(`sla/summary?${period}`);
  expectFound('Tổng hợp thời hạn', 'ít nhất một văn bản quá hạn', summary.total.overdue > 0 || undefined);
  const { items } = await manager.get<{ items: { documentId: string }[] }>(`sla/overdue-cases?${period}&limit=200`);
  expectFound(
    'Danh sách quá hạn',
    `văn bản ${documentId}`,
    items.find((item) => item.documentId === documentId),
  );
  world.done(
    `${manager.role.as} xem tổng hợp: phòng ${LEAD_UNIT} có ${summary.total.overdue} văn bản quá hạn, gồm văn bản này`,
  );
}
