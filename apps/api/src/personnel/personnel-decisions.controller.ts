import type { Caller } from '#audit';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { AccountSystems } from '#identity';
import { checkDecision, checkRecruitment, decisionsListing, getDecision, listDecisions } from '#personnel';
import { CommandExecutor } from '#runtime';
import { exportListing } from '#tables';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, askAboutDecision, askAboutRecruitment, CONFIGURATION, findingTitle, officeDecisions, officeRecruitment } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { cancellationBody, checkedDecision, decisionAnswer, decisionBody, decisionPage, decisionsExportQuery, decisionsQuery, recordedDecision } from './personnel.schemas.js';

/** Decisions about people: entered once, carried out by a case (158/QĐ-STP §6, 148/QĐ-SCT §10.8). */
@ApiTags('personnel')
@Controller('personnel-decisions')
@Allow.groups('personnel')
export class PersonnelDecisionsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  private get notice(): { readonly noticeHours: number } {
    return { noticeHours: this.configuration.LEAVING_NOTICE_HOURS };
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Nhập quyết định nhân sự; việc bàn giao, chức vụ, tài khoản, hộp thư tự chạy theo quyết định.',
    description: 'Sai ở đâu thì báo hết một lần, chưa thay đổi gì. Không ai nhập quyết định về chính mình.',
  })
  @Answers(recordedDecision, { status: 201 })
  async recordDecision(
    @Body({ schema: decisionBody }) body: z.output<typeof decisionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof recordedDecision>> {
    const { notSecretConfirmed, confirmedReason, ...decision } = body;
    const confirmation = { notSecretConfirmed, confirmedReason };
    if (decision.kind !== 'recruit') {
      const asked = await askAboutDecision(this.systems, { ...decision, ...this.notice });
      return this.executor.execute(officeDecisions.record, { ...asked, ...confirmation }, caller);
    }
    const asked = await askAboutRecruitment(this.systems, decision);
    return this.executor.execute(officeRecruitment.record, { ...asked, ...confirmation }, caller);
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Kiểm tra trước một quyết định; không thay đổi gì.' })
  @Answers(checkedDecision)
  async checkDecision(
    @Body({ schema: decisionBody }) body: z.output<typeof decisionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof checkedDecision>> {
    const checked =
      body.kind === 'recruit'
        ? await this.executor.execute(checkRecruitment, await askAboutRecruitment(this.systems, body), caller)
        : await this.executor.execute(checkDecision, await askAboutDecision(this.systems, { ...body, ...this.notice }), caller);
    return { ...checked, findings: checked.findings.map((finding) => ({ ...finding, title: findingTitle(finding.code) })) };
  }

  @Get()
  @Allow.groups('personnel', 'chief-of-office')
  @ApiOperation({ summary: 'Các quyết định nhân sự, mới nhất trước.' })
  @Answers(decisionPage)
  listDecisions(@Query({ schema: decisionsQuery }) query: z.infer<typeof decisionsQuery>): Promise<z.infer<typeof decisionPage>> {
    return listDecisions(this.database, query);
  }

  @Get('export')
  @Allow.groups('personnel', 'chief-of-office')
  @ApiOperation({ summary: 'Các quyết định đã lọc, theo ngày có hiệu lực: XLSX hoặc CSV.' })
  @ApiOkResponse({ description: 'Tệp.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async exportDecisions(@Query({ schema: decisionsExportQuery }) { format, ...filter }: z.infer<typeof decisionsExportQuery>): Promise<StreamableFile> {
    const { content, name, mediaType } = await exportListing(await decisionsListing(this.database, filter, this.configuration.OFFICE_TIME_ZONE), format);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Get(':id')
  @Allow.groups('personnel', 'chief-of-office')
  @ApiOperation({ summary: 'Một quyết định nhân sự.' })
  @Answers(decisionAnswer)
  getDecision(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof decisionAnswer>> {
    return getDecision(this.database, id);
  }

  @Post(':id/cancellation')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Hủy quyết định đang thực hiện: chức vụ, tài khoản trở lại như trước; những gì ở lại thì báo.' })
  @AnswersNothing()
  async cancelDecision(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: cancellationBody }) body: z.output<typeof cancellationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeDecisions.cancel, { ...body, id }, caller);
  }
}
