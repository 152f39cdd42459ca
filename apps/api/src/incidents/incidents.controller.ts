import type { Caller } from '#audit';
import { Database } from '#database';
import { refuseNonReadersOfSpilt } from '#documents';
import { getAttachment } from '#files';
import { type Configuration, namesIn } from '#foundation';
import { AccountSystems } from '#identity';
import { getIncident, incidentKindCodeSchema, incidentProgress, listIncidentKinds, listIncidents, saveIncidentKind } from '#incidents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeIncidents, requireAttachmentReader } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import {
  confirmationBody,
  correctionBody,
  incidentAnswer,
  incidentBody,
  incidentPage,
  incidentsQuery,
  kindBody,
  kindsAnswer,
  mergeBody,
  progressAnswer,
  reportedAnswer,
  takeoverBody,
  withdrawalBody,
} from './incident.schemas.js';

type IncidentBody = z.output<typeof incidentBody>;

/** Incidents that people report. Taking one, fixing, confirming or reopening it, and what was learnt are tasks: `/tasks`. */
@ApiTags('incidents')
@Controller('incidents')
@Allow.signedIn()
export class IncidentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Báo sự cố: các cấp được báo lần lượt theo quy chế; lộ mật khẩu thì tài khoản khóa ngay.',
    description: 'Bí mật nằm trong hệ thống thì ghi secretIn: nội dung bị khóa ngay và đi theo quy trình lộ bí mật, sự cố không mang nội dung.',
  })
  @Answers(reportedAnswer, { status: 201 })
  async reportIncident(
    @Body({ schema: incidentBody }) { secretIn, ...body }: IncidentBody,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof reportedAnswer>> {
    const reportedId = secretIn && (await this.readableSecret(principal, secretIn));
    const { groups } = principal;
    const { INCIDENT_ROUTE: route } = this.configuration;
    return this.executor.execute(officeIncidents.report, { ...body, reportedId, groups, route, ...this.parties() }, caller);
  }

  @Get()
  @ApiOperation({ summary: 'Sự cố tôi báo, của đơn vị, tôi được hỏi; báo sau trước.' })
  @Answers(incidentPage)
  listIncidents(
    @Query({ schema: incidentsQuery }) query: z.infer<typeof incidentsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof incidentPage>> {
    return listIncidents(this.database, principal, query);
  }

  @Get('kinds')
  @ApiOperation({ summary: 'Các loại sự cố.' })
  @Answers(kindsAnswer)
  async listKinds(): Promise<z.infer<typeof kindsAnswer>> {
    return { items: await listIncidentKinds(this.database) };
  }

  @Put('kinds/:code')
  @Allow.groups('it', 'admin')
  @ApiOperation({ summary: 'Thêm một loại sự cố, hoặc đổi tên, thứ tự, thôi dùng. Loại mà quy trình hoặc các bảng dùng mã thì không thôi được.' })
  @AnswersNothing()
  async saveKind(
    @Param('code', { schema: incidentKindCodeSchema }) code: string,
    @Body({ schema: kindBody }) body: z.output<typeof kindBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(saveIncidentKind, { ...body, code }, caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một sự cố.' })
  @Answers(incidentAnswer)
  getIncident(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof incidentAnswer>> {
    return getIncident(this.database, principal, id);
  }

  @Get(':id/progress')
  @ApiOperation({ summary: 'Diễn biến: cấp nào được báo lúc nào, chờ đến bao giờ, kết thúc thế nào. Người có báo cáo đã gộp cũng xem được.' })
  @Answers(progressAnswer)
  getProgress(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof progressAnswer>> {
    return incidentProgress(this.database, principal, id);
  }

  @Post(':id/merge')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'CNTT gộp báo cáo này vào một sự cố khác; người báo được biết diễn biến của sự cố ấy.' })
  @AnswersNothing()
  async mergeIncident(
    @Param('id', { schema: z.uuid() }) incidentId: string,
    @Body({ schema: mergeBody }) body: z.output<typeof mergeBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeIncidents.merge, { ...body, incidentId, groups }, caller);
  }

  @Post(':id/correction')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'CNTT, hoặc cấp đang được hỏi, sửa loại hay mức độ: đường báo, đồng hồ, biện pháp ngăn chặn theo loại mới; thành lộ mật khẩu thì khóa ngay.',
  })
  @AnswersNothing()
  async correctIncident(
    @Param('id', { schema: z.uuid() }) incidentId: string,
    @Body({ schema: correctionBody }) body: z.output<typeof correctionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeIncidents.correct, { ...body, incidentId, groups, ...this.parties() }, caller);
  }

  @Post(':id/confirmation')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người có báo cáo đã gộp cho biết đã dùng được, hoặc mở lại sự cố; người báo đầu trả lời trong việc của mình.' })
  @AnswersNothing()
  async answerForPart(
    @Param('id', { schema: z.uuid() }) incidentId: string,
    @Body({ schema: confirmationBody }) body: z.output<typeof confirmationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeIncidents.answer, { ...body, incidentId }, caller);
  }

  @Post(':id/takeover')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người khác đã được hỏi tiếp quản việc xử lý, ví dụ khi người xử lý nghỉ.' })
  @AnswersNothing()
  async takeOverIncident(
    @Param('id', { schema: z.uuid() }) incidentId: string,
    @Body({ schema: takeoverBody }) body: z.output<typeof takeoverBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeIncidents.takeOver, { ...body, incidentId, groups }, caller);
  }

  @Post(':id/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người báo rút báo cáo nhầm; tài khoản đã khóa vẫn khóa.' })
  @AnswersNothing()
  async withdrawIncident(
    @Param('id', { schema: z.uuid() }) incidentId: string,
    @Body({ schema: withdrawalBody }) body: z.output<typeof withdrawalBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeIncidents.withdraw, { ...body, incidentId }, caller);
  }

  /** Who may have an account closed, and where. */
  private parties(): { exposureReporters: readonly string[]; accountSystems: readonly string[] } {
    return { exposureReporters: namesIn(this.configuration.EXPOSURE_REPORTERS), accountSystems: this.systems.others };
  }

  /** Whoever may read a document, or a file, may report it, as at `/secret-spills`. */
  private async readableSecret(principal: Principal, secretIn: NonNullable<IncidentBody['secretIn']>): Promise<string> {
    const { database } = this;
    if ('documentId' in secretIn) {
      await refuseNonReadersOfSpilt(database, principal, secretIn.documentId);
      return secretIn.documentId;
    }
    await requireAttachmentReader(database, principal, await getAttachment(database, secretIn.attachmentId));
    return secretIn.attachmentId;
  }
}
