import type { Caller } from '#audit';
import { Database } from '#database';
import { getAgency } from '#documents';
import { exportProgramme, getProgramme, listPartVersions, listProgrammes, setOfficeUnit } from '#duties';
import type { Clock, Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION, officeDuties } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import {
  cancellationBody,
  draftAnswer,
  draftBody,
  exportQuery,
  officeUnitBody,
  openingAnswer,
  openingBody,
  programmeAnswer,
  programmePage,
  programmesQuery,
  unitCode,
  versionAnswer,
  versionBody,
  versionsAnswer,
} from './programme.schemas.js';

/** Programmes of the week and the month. Publishing, collecting and approving are tasks: `/tasks`. */
@ApiTags('duties')
@Controller('work-programmes')
@Allow.signedIn()
export class WorkProgrammesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Chương trình công tác tuần, tháng; kỳ sau trước.' })
  @Answers(programmePage)
  listProgrammes(@Query({ schema: programmesQuery }) query: z.infer<typeof programmesQuery>): Promise<z.infer<typeof programmePage>> {
    return listProgrammes(this.database, query);
  }

  @Post()
  @Allow.groups('chief-of-office')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chánh Văn phòng mở chương trình của tuần, tháng đang chạy: hệ thống mới dùng, hoặc kỳ đã cho thôi.' })
  @Answers(openingAnswer, { status: 201 })
  openProgramme(@Body({ schema: openingBody }) body: z.output<typeof openingBody>, @CurrentCaller() caller: Caller): Promise<z.infer<typeof openingAnswer>> {
    return this.executor.execute(officeDuties.ask, body, caller);
  }

  @Put('office-units/:unit')
  @Allow.groups('chief-of-office')
  @ApiOperation({ summary: 'Đơn vị chưa nối mạng: từ kỳ sau Văn phòng nhập thay (158/QĐ-STP, Điều 4.2), hoặc thôi.' })
  @AnswersNothing()
  async setOfficeUnit(
    @Param('unit', { schema: unitCode }) unit: string,
    @Body({ schema: officeUnitBody }) { byOffice }: z.output<typeof officeUnitBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(setOfficeUnit, { unit, byOffice }, caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một chương trình với phần của từng đơn vị; người viết thấy bản nháp của mình.' })
  @Answers(programmeAnswer)
  getProgramme(@Param('id', { schema: z.uuid() }) id: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof programmeAnswer>> {
    return getProgramme(this.database, principal, id);
  }

  @Get(':id/export')
  @ApiOperation({ summary: 'Chương trình dưới dạng tệp CSV, XLSX, PDF, hoặc lịch ICS.' })
  @ApiOkResponse({ description: 'Tệp.', schema: { type: 'string', format: 'binary' } })
  async exportProgramme(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: exportQuery }) { format }: z.infer<typeof exportQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const programme = await getProgramme(this.database, principal, id);
    const { OFFICE_TIME_ZONE: zone } = this.configuration;
    const agency = (await getAgency(this.database))?.name ?? '';
    const { name, mediaType, content } = await exportProgramme(programme, format, { agency, zone, now: this.clock.now().toISOString() });
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Put(':id/parts/:unit')
  @ApiOperation({ summary: 'Trưởng, phó đơn vị viết phần của đơn vị; trưởng đơn vị công bố bằng việc của mình.' })
  @Answers(draftAnswer)
  savePart(
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Param('unit', { schema: unitCode }) unit: string,
    @Body({ schema: draftBody }) { fields, results, plan, revision, ...confirmation }: z.output<typeof draftBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof draftAnswer>> {
    const input = { programmeId, unit, content: { fields, results, plan }, revision, groups, ...confirmation };
    return this.executor.execute(officeDuties.savePart, input, caller);
  }

  @Get(':id/parts/:unit/versions')
  @ApiOperation({ summary: 'Các bản đã công bố của phần một đơn vị, bản sau trước.' })
  @Answers(versionsAnswer)
  async listProgrammeVersions(
    @Param('id', { schema: z.uuid() }) id: string,
    @Param('unit', { schema: unitCode }) unit: string,
  ): Promise<z.infer<typeof versionsAnswer>> {
    return { items: await listPartVersions(this.database, id, unit) };
  }

  @Post(':id/parts/:unit/versions')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Trưởng đơn vị đính chính phần đã công bố, công bố muộn, hoặc của đơn vị mới lập: một bản nữa, kèm lý do.' })
  @Answers(versionAnswer, { status: 201 })
  correctPart(
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Param('unit', { schema: unitCode }) unit: string,
    @Body({ schema: versionBody }) { fields, results, plan, reason, ...confirmation }: z.output<typeof versionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof versionAnswer>> {
    const input = { programmeId, unit, content: { fields, results, plan }, reason, groups, ...confirmation };
    return this.executor.execute(officeDuties.correctPart, input, caller);
  }

  @Post(':id/cancellation')
  @Allow.groups('chief-of-office')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chánh Văn phòng cho thôi không lập chương trình của kỳ này.' })
  @AnswersNothing()
  async cancelProgramme(
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @Body({ schema: cancellationBody }) body: z.output<typeof cancellationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeDuties.cancel, { programmeId, ...body }, caller);
  }
}
