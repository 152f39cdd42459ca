import { getAssignment, listAssignmentEvents, listAssignments } from '#assignments';
import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeAssignments } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import {
  assignmentAnswer,
  assignmentBody,
  assignmentPage,
  assignmentsQuery,
  commentBody,
  eventsPage,
  givenAnswer,
  performerBody,
  progressBody,
  reassignBody,
  recallBody,
  rewordedAnswer,
  wordingBody,
} from './assignment.schemas.js';

/** Work that heads and leaders give. Taking it up, reporting and judging the result are tasks: `/tasks`. */
@ApiTags('assignments')
@Controller('assignments')
@Allow.signedIn()
export class AssignmentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Giao việc: trưởng đơn vị giao cho người của mình, lãnh đạo hoặc Chánh Văn phòng giao cho đơn vị.',
    description: 'Thời hạn: ngày giờ (dueAt), số ngày làm việc (workingDays), hoặc bỏ trống để lấy theo bảng của cơ quan.',
  })
  @Answers(givenAnswer, { status: 201 })
  giveAssignment(
    @Body({ schema: assignmentBody }) body: z.output<typeof assignmentBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof givenAnswer>> {
    return this.executor.execute(officeAssignments.give, { ...body, groups }, caller);
  }

  @Get()
  @ApiOperation({ summary: 'Việc tôi làm, việc tôi giao, việc của đơn vị; giao sau trước.' })
  @Answers(assignmentPage)
  listAssignments(
    @Query({ schema: assignmentsQuery }) query: z.infer<typeof assignmentsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof assignmentPage>> {
    return listAssignments(this.database, principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một việc được giao với nội dung chỉ đạo qua từng lần thay đổi.' })
  @Answers(assignmentAnswer)
  getAssignment(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof assignmentAnswer>> {
    return getAssignment(this.database, principal, id);
  }

  @Get(':id/events')
  @ApiOperation({ summary: 'Diễn biến của việc: nhận, trả lại, tiến độ, kết quả, ý kiến; cũ trước.' })
  @Answers(eventsPage)
  async listEvents(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof eventsPage>> {
    await getAssignment(this.database, principal, id);
    return listAssignmentEvents(this.database, id, page);
  }

  @Post(':id/wordings')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người giao thay đổi nội dung: thêm một phiên bản, phiên bản cũ giữ nguyên.' })
  @Answers(rewordedAnswer, { status: 201 })
  rewordAssignment(
    @Param('id', { schema: z.uuid() }) assignmentId: string,
    @Body({ schema: wordingBody }) body: z.output<typeof wordingBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof rewordedAnswer>> {
    return this.executor.execute(officeAssignments.reword, { ...body, assignmentId }, caller);
  }

  @Post(':id/progress')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người thực hiện báo cáo tiến độ.' })
  @AnswersNothing()
  async reportProgress(
    @Param('id', { schema: z.uuid() }) assignmentId: string,
    @Body({ schema: progressBody }) body: z.output<typeof progressBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeAssignments.reportProgress, { ...body, assignmentId }, caller);
  }

  @Post(':id/comments')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Ý kiến của người có liên quan.' })
  @AnswersNothing()
  async comment(
    @Param('id', { schema: z.uuid() }) assignmentId: string,
    @Body({ schema: commentBody }) body: z.output<typeof commentBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeAssignments.comment, { ...body, assignmentId, groups }, caller);
  }

  @Post(':id/reassignment')
  @ApiOperation({ summary: 'Người giao chuyển việc cho người hoặc đơn vị khác; thời hạn giữ nguyên.' })
  @AnswersNothing()
  async reassign(
    @Param('id', { schema: z.uuid() }) assignmentId: string,
    @Body({ schema: reassignBody }) body: z.output<typeof reassignBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeAssignments.reassign, { ...body, assignmentId, groups }, caller);
  }

  @Post(':id/performer')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Trưởng đơn vị đổi người thực hiện việc đã giao cho đơn vị mình; tiến độ và thời hạn giữ nguyên.' })
  @AnswersNothing()
  async changePerformer(
    @Param('id', { schema: z.uuid() }) assignmentId: string,
    @Body({ schema: performerBody }) body: z.output<typeof performerBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeAssignments.changePerformer, { ...body, assignmentId, groups }, caller);
  }

  @Post(':id/recall')
  @ApiOperation({ summary: 'Người giao thu hồi việc chưa xong.' })
  @AnswersNothing()
  async recall(
    @Param('id', { schema: z.uuid() }) assignmentId: string,
    @Body({ schema: recallBody }) body: z.output<typeof recallBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeAssignments.recall, { ...body, assignmentId }, caller);
  }
}
