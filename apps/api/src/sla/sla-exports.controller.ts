import { CalendarBook } from '#calendar';
import { Database } from '#database';
import { getAgency } from '#documents';
import type { Configuration } from '#foundation';
import {
  ageing,
  ageingListing,
  ageingRequestSchema,
  exportReport,
  listOverdueCases,
  listTasksBehind,
  listTasksOfAge,
  obligationsListing,
  obligationsReport,
  type ObligationsRequest,
  obligationsRequestSchema,
  overdueListing,
  REPORT_FORMATS,
  type ReportFormat,
  type ReportRequest,
  reportRequestSchema,
  type ReportTools,
  type SlaPeriod,
  slaPeriodSchema,
  slaReport,
  slowSteps,
  slowStepsListing,
  type TasksBehindRequest,
  tasksBehindSchema,
  tasksListing,
  type TasksOfAgeRequest,
  tasksOfAgeSchema,
  type TasksOfPeriod,
  tasksOfPeriodSchema,
} from '#sla';
import { CSV_SEPARATORS, type CsvSeparator, type ExportedListing, exportListing, LISTING_FORMATS, type ListingFormat } from '#tables';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { ofUnitInScope, tasksInScope } from './figures-in-scope.js';

const separator = z
  .enum(Object.keys(CSV_SEPARATORS) as CsvSeparator[])
  .default('semicolon')
  .describe('Dấu ngăn cột của CSV. semicolon: cho Excel tiếng Việt, kèm cách tính. comma: cho chương trình khác.');
const fileFields = { format: z.enum(LISTING_FORMATS).describe('Dạng tệp.'), separator };
const reportQuery = reportRequestSchema.safeExtend({ format: z.enum(REPORT_FORMATS).describe('Dạng tệp.'), separator });
const tasksQuery = tasksBehindSchema.safeExtend(fileFields);
const periodQuery = slaPeriodSchema.safeExtend(fileFields);
const obligationsQuery = obligationsRequestSchema.safeExtend(fileFields);
const ageingQuery = ageingRequestSchema.safeExtend(fileFields);
const tasksOfAgeQuery = tasksOfAgeSchema.safeExtend(fileFields);
const slowStepsQuery = tasksOfPeriodSchema.safeExtend(fileFields);

interface FileAsked<Format> {
  readonly format: Format;
  readonly separator: CsvSeparator;
}

const file = ApiOkResponse({
  description: 'Thành công.',
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
});

/** The reports and their lists as files. Rights and parameters are those of the same figures as JSON. */
@ApiTags('sla')
@Controller('sla')
@Allow.signedIn()
export class SlaExportsController {
  private readonly tools: ReportTools;

  constructor(
    private readonly database: Database,
    calendars: CalendarBook,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.tools = { database, calendars, zone: configuration.OFFICE_TIME_ZONE };
  }

  @Get('report/export')
  @ApiOperation({
    summary: 'Báo cáo thời hạn dưới dạng tệp CSV, XLSX hoặc PDF.',
    description: 'PDF nhận tối đa 300 dòng; báo cáo dài hơn thì dùng XLSX hoặc CSV.',
  })
  @file
  async exportSlaReport(
    @Query({ schema: reportQuery }) { format, separator, ...request }: ReportRequest & FileAsked<ReportFormat>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const report = await slaReport(this.tools, tasksInScope(request, principal));
    const { name: agency } = await getAgency(this.database);
    const exported = await exportReport(report, { agency, zone: this.tools.zone }, format, separator);
    return new StreamableFile(exported.content, headersOf(exported));
  }

  @Get('report/tasks/export')
  @ApiOperation({ summary: 'Toàn bộ công việc nằm sau một số liệu của báo cáo, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportTasksBehind(
    @Query({ schema: tasksQuery }) { format, separator, ...query }: TasksBehindRequest & FileAsked<ListingFormat>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const request = tasksInScope(query, principal);
    const listing = tasksListing(this.tools, (page) => listTasksBehind(this.tools, { ...request, ...page }), query.figure);
    return streamed(await exportListing(listing, format, separator));
  }

  @Get('overdue-cases/export')
  @ApiOperation({ summary: 'Toàn bộ văn bản quá hạn trả lời, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportOverdueCases(
    @Query({ schema: periodQuery }) { format, separator, ...query }: SlaPeriod & FileAsked<ListingFormat>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const period = ofUnitInScope(query, principal);
    const listing = overdueListing((page) => listOverdueCases(this.database, { ...period, ...page }), this.tools.zone);
    return streamed(await exportListing(listing, format, separator));
  }

  @Get('ageing/export')
  @ApiOperation({ summary: 'Công việc đang mở theo số ngày làm việc đã quá hạn, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportAgeing(
    @Query({ schema: ageingQuery }) { format, separator, ...query }: z.output<typeof ageingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const request = ofUnitInScope(query, principal);
    return streamed(await exportListing(ageingListing(await ageing(this.tools, request), this.tools.zone), format, separator));
  }

  @Get('ageing/tasks/export')
  @ApiOperation({ summary: 'Toàn bộ công việc đang mở ở một mức quá hạn, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportTasksOfAge(
    @Query({ schema: tasksOfAgeQuery }) { format, separator, ...query }: TasksOfAgeRequest & FileAsked<ListingFormat>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const request = ofUnitInScope(query, principal);
    const listing = tasksListing(this.tools, (page) => listTasksOfAge(this.tools, { ...request, ...page }));
    return streamed(await exportListing(listing, format, separator));
  }

  @Get('slow-steps/export')
  @ApiOperation({ summary: 'Thời gian làm việc theo bước, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportSlowSteps(
    @Query({ schema: slowStepsQuery }) { format, separator, ...query }: TasksOfPeriod & FileAsked<ListingFormat>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const steps = await slowSteps(this.tools, tasksInScope(query, principal));
    return streamed(await exportListing(slowStepsListing(steps, this.tools.zone), format, separator));
  }

  @Get('obligations/export')
  @ApiOperation({ summary: 'Nghĩa vụ đến hạn trong kỳ theo đơn vị, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportObligations(
    @Query({ schema: obligationsQuery }) { format, separator, ...query }: ObligationsRequest & FileAsked<ListingFormat>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const request = ofUnitInScope(query, principal);
    const report = await obligationsReport(this.tools, request);
    return streamed(await exportListing(obligationsListing(report, this.tools.zone), format, separator));
  }
}

function streamed(listing: ExportedListing): StreamableFile {
  return new StreamableFile(listing.content, headersOf(listing));
}

function headersOf({ name, mediaType }: Pick<ExportedListing, 'name' | 'mediaType'>) {
  return { type: mediaType, disposition: contentDisposition(name) };
}
