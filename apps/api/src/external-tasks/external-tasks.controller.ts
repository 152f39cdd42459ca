import { Database } from '#database';
import {
  CommandExecutor,
  completeExternalTask,
  countExternalTasks,
  endExternalTaskWithBpmnError,
  extendExternalTaskLock,
  failExternalTask,
  getExternalTask,
  listExternalTasks,
  lockExternalTask,
  unlockExternalTasks,
} from '#runtime';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import {
  CurrentExternalWorker,
  CurrentWorkerOrPerson,
  type ExternalWorkerAtRoute,
  type WorkerOrPersonAtRoute,
} from '../access/external-worker.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import {
  bpmnErrorBody,
  completeBody,
  countAnswer,
  countQuery,
  extendLockBody,
  externalTask,
  externalTaskPage,
  externalTasksQuery,
  failureBody,
  fetchAndLockBody,
  type FetchAndLockBody,
  lockBody,
  lockedTasksAnswer,
} from './external-task.schemas.js';
import { LongPolling } from './long-polling.js';
import { toFetch } from './to-fetch.js';
import { toLockedTaskAnswer, toTaskAnswer } from './to-answer.js';
import { withoutNulls } from './without-nulls.js';

const taskId = z.uuid();

/** Work for external workers, as those written for Camunda 7 ask for it: its paths, bodies and statuses. */
@ApiTags('external-tasks')
@Controller('external-task')
@Allow.workers()
export class ExternalTasksController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly longPolling: LongPolling,
  ) {}

  @Get()
  @Allow.workers('admin', 'it')
  @ApiOperation({ summary: 'Các việc dành cho máy ngoài, cũ nhất trước.' })
  @Answers(externalTaskPage)
  async listExternalTasks(
    @Query({ schema: externalTasksQuery }) query: z.infer<typeof externalTasksQuery>,
    @CurrentWorkerOrPerson() { topics }: WorkerOrPersonAtRoute,
  ): Promise<z.infer<typeof externalTaskPage>> {
    const { items, next } = await listExternalTasks(this.database, { ...query, topics });
    return { items: items.map(toTaskAnswer), next };
  }

  @Get('count')
  @Allow.workers('admin', 'it')
  @ApiOperation({ summary: 'Có bao nhiêu việc dành cho máy ngoài.' })
  @Answers(countAnswer)
  async countExternalTasks(
    @Query({ schema: countQuery }) query: z.infer<typeof countQuery>,
    @CurrentWorkerOrPerson() { topics }: WorkerOrPersonAtRoute,
  ): Promise<z.infer<typeof countAnswer>> {
    return { count: await countExternalTasks(this.database, { ...query, topics }) };
  }

  @Get(':id')
  @Allow.workers('admin', 'it')
  @ApiOperation({ summary: 'Một việc dành cho máy ngoài.' })
  @Answers(externalTask)
  async getExternalTask(
    @Param('id', { schema: taskId }) taskId: string,
    @CurrentWorkerOrPerson() { topics }: WorkerOrPersonAtRoute,
  ): Promise<z.infer<typeof externalTask>> {
    return toTaskAnswer(await getExternalTask(this.database, { taskId, topics }));
  }

  @Post('fetchAndLock')
  @ApiOperation({
    summary: 'Lấy việc và giữ khóa; chưa có thì chờ đến khi có.',
    description: 'Ưu tiên cao trước, rồi đến việc chờ lâu hơn. Hai nơi không bao giờ nhận cùng một việc.',
  })
  @Answers(lockedTasksAnswer)
  async fetchAndLockExternalTasks(
    @Body({ schema: fetchAndLockBody }) body: FetchAndLockBody,
    @CurrentExternalWorker() { caller, ...worker }: ExternalWorkerAtRoute,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof lockedTasksAnswer>> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const options = { waitMs: body.asyncResponseTimeout ?? 0, gone: gone.signal, caller };
    const tasks = await this.longPolling.fetch(toFetch(body, worker), options);
    return tasks.map(toLockedTaskAnswer);
  }

  @Post(':id/complete')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Việc đã xong; quy trình đi tiếp.' })
  @AnswersNothing()
  async completeExternalTask(
    @Param('id', { schema: taskId }) taskId: string,
    @Body({ schema: completeBody }) body: z.infer<typeof completeBody>,
    @CurrentExternalWorker() { caller, ...worker }: ExternalWorkerAtRoute,
  ): Promise<void> {
    await this.executor.execute(completeExternalTask, { ...withoutNulls(body), taskId, ...worker }, caller);
  }

  @Post(':id/failure')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Việc chưa làm được; sẽ thử lại, hoặc chờ người vận hành.' })
  @AnswersNothing()
  async failExternalTask(
    @Param('id', { schema: taskId }) taskId: string,
    @Body({ schema: failureBody }) body: z.infer<typeof failureBody>,
    @CurrentExternalWorker() { caller, ...worker }: ExternalWorkerAtRoute,
  ): Promise<void> {
    await this.executor.execute(failExternalTask, { ...withoutNulls(body), taskId, ...worker }, caller);
  }

  @Post(':id/bpmnError')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Việc kết thúc bằng một lỗi nghiệp vụ mà mô hình xử lý.' })
  @AnswersNothing()
  async endExternalTaskWithBpmnError(
    @Param('id', { schema: taskId }) taskId: string,
    @Body({ schema: bpmnErrorBody }) body: z.infer<typeof bpmnErrorBody>,
    @CurrentExternalWorker() { caller, ...worker }: ExternalWorkerAtRoute,
  ): Promise<void> {
    await this.executor.execute(endExternalTaskWithBpmnError, { ...withoutNulls(body), taskId, ...worker }, caller);
  }

  @Post(':id/extendLock')
  @ApiOperation({ summary: 'Giữ khóa lâu hơn, tính từ bây giờ.' })
  @AnswersNothing()
  async extendExternalTaskLock(
    @Param('id', { schema: taskId }) taskId: string,
    @Body({ schema: extendLockBody }) body: z.infer<typeof extendLockBody>,
    @CurrentExternalWorker() { caller, ...worker }: ExternalWorkerAtRoute,
  ): Promise<void> {
    await this.executor.execute(extendExternalTaskLock, { ...body, taskId, ...worker }, caller);
  }

  @Post(':id/lock')
  @ApiOperation({ summary: 'Giữ khóa một việc đã biết mã.' })
  @AnswersNothing()
  async lockExternalTask(
    @Param('id', { schema: taskId }) taskId: string,
    @Body({ schema: lockBody }) body: z.infer<typeof lockBody>,
    @CurrentExternalWorker() { caller, ...worker }: ExternalWorkerAtRoute,
  ): Promise<void> {
    await this.executor.execute(lockExternalTask, { ...body, taskId, ...worker }, caller);
  }

  @Post(':id/unlock')
  @Allow.workers('admin', 'it')
  @ApiOperation({
    summary: 'Trả việc lại cho nơi khác làm; lượt này không tính.',
    description: 'Máy ngoài chỉ trả việc giữ bằng token của mình; người vận hành trả được việc của mọi máy.',
  })
  @AnswersNothing()
  async unlockExternalTask(
    @Param('id', { schema: taskId }) taskId: string,
    @CurrentWorkerOrPerson() { caller, ...worker }: WorkerOrPersonAtRoute,
  ): Promise<void> {
    await this.executor.execute(unlockExternalTasks, { taskIds: [taskId], ...worker }, caller);
  }
}
