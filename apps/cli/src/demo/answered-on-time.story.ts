import type { MainJob } from './main-job.js';
import type { StoryPace } from './story-world.js';

/** The document is answered before its deadline, after a reminder. */
export async function answeredOnTime(job: MainJob, pace: StoryPace): Promise<void> {
  const { world, desks } = job;
  const subject = 'V/v báo cáo tình hình ứng dụng công nghệ thông tin quý I';
  const document = await job.register(subject, pace);
  await job.instruct(document);
  await job.assign(document);

  const drafted = await job.draft(document);
  const again = `tasks/${drafted.id}/complete`;
  await desks.drafter.refused(again, { variables: {} }, { status: 409, code: 'runtime.task-not-open' });
  await desks.informed.refused(again, { variables: {} }, { status: 403, code: 'worklist.task-forbidden' });
  world.done('Việc đã xong không làm lại được (409); việc của người khác không làm thay được (403)');
  await job.contribute(document);

  const approval = await desks.head.taskWith('approval', document.documentId);
  await world.reach(new Date(document.dueAt.getTime() - pace.reminderBeforeMs));
  const reminder = await desks.head.notifiedOf('reminder', approval.id);
  world.done(`${desks.head.role.as} được nhắc trước hạn: "${reminder.title}"`);

  await job.approve(document);
  await job.checkFormat(document);
  await job.sign(document);
  const symbol = await job.issue(document);
  await job.checkAnswered(document, 'on-time', 'given');
  await job.finish(document);
  await job.checkTrackingRegister(document, symbol, 'Đã trả lời đúng hạn');
}
