import type { Caller } from '#audit';
import { Database } from '#database';
import { checkPlan, decidePlan, getPlan, listPlans, planListing, savePlan, submitPlan, withdrawPlan } from '#directory';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { CSV_SEPARATORS, type CsvSeparator, exportListing } from '#tables';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, tellOfDelegation, tellOfPlan } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { planBody, planDecided, planDecisionBody, planDetails, planPage, planReport, planSaved, plansQuery } from './reorganisation-plan.schemas.js';

const planId = z.uuid();
const exportQuery = z.strictObject({
  format: z.enum(['csv', 'xlsx']).describe('Dạng tệp.'),
  separator: z.enum(Object.keys(CSV_SEPARATORS) as CsvSeparator[]).default('semicolon').describe('Dấu ngăn cột của CSV.'),
});

/** Merging, splitting, renaming, moving and ending units as one plan, which one writes and another approves. */
@ApiTags('directory')
@Controller('reorganisation-plans')
@Allow.groups('personnel', 'chief-of-office', 'leader')
export class ReorganisationPlansController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các phương án sắp xếp tổ chức, viết sau trước.' })
  @Answers(planPage)
  listPlans(@Query({ schema: plansQuery }) query: z.infer<typeof plansQuery>): Promise<z.infer<typeof planPage>> {
    return listPlans(this.database, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một phương án với những gì sẽ chuyển hoặc đã chuyển.' })
  @Answers(planDetails)
  getPlan(@Param('id', { schema: planId }) id: string): Promise<z.infer<typeof planDetails>> {
    return getPlan(this.database, id);
  }

  @Get(':id/report')
  @ApiOperation({ summary: 'Những gì sẽ chuyển hoặc đã chuyển, dưới dạng tệp CSV hoặc XLSX.' })
  @ApiOkResponse({ description: 'Tệp.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async exportReport(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: exportQuery }) { format, separator }: z.infer<typeof exportQuery>,
  ): Promise<StreamableFile> {
    const { report } = await getPlan(this.database, id);
    const nothing = { created: [], revised: [], ended: [], posts: [], heads: [], work: [], moved: [], mailboxes: [], delegations: [], authorities: [], books: [] };
    const { content, name, mediaType } = await exportListing(planListing(report ?? nothing, this.configuration.OFFICE_TIME_ZONE), format, separator);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Post()
  @TakesIdempotencyKey()
  @Allow.groups('personnel')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Viết một phương án: sáp nhập, chia, đổi tên hoặc mã, chuyển cấp trên, giải thể đơn vị.' })
  @Answers(planSaved, { status: 201 })
  writePlan(@Body({ schema: planBody }) plan: z.output<typeof planBody>, @CurrentCaller() caller: Caller): Promise<z.infer<typeof planSaved>> {
    return this.executor.execute(savePlan, { plan }, caller);
  }

  @Put(':id')
  @Allow.groups('personnel')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Viết lại phương án của mình; sau đó phải kiểm tra lại.' })
  @AnswersNothing()
  async rewritePlan(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: planBody }) plan: z.output<typeof planBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(savePlan, { id, plan }, caller);
  }

  @Post(':id/check')
  @Allow.groups('personnel')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Thử thực hiện rồi hoàn lại: cho biết mọi thứ sẽ chuyển, hoặc mọi chỗ vướng cùng một lúc.' })
  @Answers(planReport)
  checkPlan(@Param('id', { schema: planId }) id: string, @CurrentCaller() caller: Caller): Promise<z.infer<typeof planReport>> {
    return this.executor.execute(checkPlan, { id }, caller);
  }

  @Post(':id/submission')
  @Allow.groups('personnel')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Trình Chánh Văn phòng và lãnh đạo duyệt phương án đã kiểm tra.' })
  @AnswersNothing()
  async submitPlan(@Param('id', { schema: planId }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(submitPlan, { id, tell: tellOfPlan }, caller);
  }

  @Post(':id/approval')
  @Allow.groups('chief-of-office', 'leader')
  @OwnPostsOnly()
  @ApiOperation({
    summary: 'Duyệt hoặc không duyệt phương án của người khác.',
    description: 'Đến ngày có hiệu lực thì thực hiện ngay, chưa đến thì đầu ngày ấy. Không ai duyệt phương án thay đổi chức vụ của chính mình.',
  })
  @Answers(planDecided)
  decidePlan(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: planDecisionBody }) body: z.output<typeof planDecisionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof planDecided>> {
    return this.executor.execute(decidePlan, { ...body, id, tell: tellOfPlan, tellDeputies: tellOfDelegation }, caller);
  }

  @Post(':id/withdrawal')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Rút phương án: người viết khi chưa duyệt; Chánh Văn phòng, lãnh đạo đến khi thực hiện.' })
  @AnswersNothing()
  async withdrawPlan(
    @Param('id', { schema: planId }) id: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(withdrawPlan, { id, groups, tell: tellOfPlan }, caller);
  }
}
