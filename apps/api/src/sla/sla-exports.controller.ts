import { CalendarBook } from '#calendar';
import { Database } from '#database';
import { getAgency } from '#documents';
import type { Configuration } from '#foundation';
import {
  ageing,
  ageingListing,
  ageingRequestSchema,
  type ExportedListing,
  exportListing,
  exportReport,
  LISTING_FORMATS,
  type ListingFormat,
  listOverdueCases,
  listTasksBehind,
  obligationsListing,
  obligationsReport,
  overdueListing,
  READERS_OF_ALL_FIGURES,
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
  type TasksOfPeriod,
  tasksOfPeriodSchema,
} from '#sla';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { unitInScope } from '../access/unit-scope.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { tasksInScope } from './tasks-in-scope.js';

const listingFormat = z.enum(LISTING_FORMATS).describe('Dạng tệp.');
const reportQuery = reportRequestSchema.safeExtend({ format: z.enum(REPORT_FORMATS).describe('Dạng tệp.') });
const tasksQuery = tasksBehindSchema.safeExtend({ format: listingFormat });
const periodQuery = slaPeriodSchema.safeExtend({ format: listingFormat });
const ageingQuery = ageingRequestSchema.safeExtend({ format: listingFormat });
const slowStepsQuery = tasksOfPeriodSchema.safeExtend({ format: listingFormat });

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
    @Query({ schema: reportQuery }) { format, ...request }: ReportRequest & { readonly format: ReportFormat },
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const report = await slaReport(this.tools, tasksInScope(request, principal));
    const { name: agency } = await getAgency(this.database);
    const { name, mediaType, content } = await exportReport(report, { agency, zone: this.tools.zone }, format);
    return new StreamableFile(content, { type: mediaType, length: content.length, disposition: contentDisposition(name) });
  }

  @Get('report/tasks/export')
  @ApiOperation({ summary: 'Toàn bộ công việc nằm sau một số liệu của báo cáo, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportTasksBehind(
    @Query({ schema: tasksQuery }) { format, ...query }: TasksBehindRequest & { readonly format: ListingFormat },
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const request = tasksInScope(query, principal);
    const listing = tasksListing((page) => listTasksBehind(this.tools, { ...request, ...page }), this.tools.zone);
    return streamed(await exportListing(listing, format));
  }

  @Get('overdue-cases/export')
  @ApiOperation({ summary: 'Toàn bộ văn bản quá hạn trả lời, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportOverdueCases(
    @Query({ schema: periodQuery }) { format, ...query }: SlaPeriod & { readonly format: ListingFormat },
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const period = { ...query, unit: unitInScope(principal, READERS_OF_ALL_FIGURES, query.unit) };
    const listing = overdueListing((page) => listOverdueCases(this.database, { ...period, ...page }), this.tools.zone);
    return streamed(await exportListing(listing, format));
  }

  @Get('ageing/export')
  @ApiOperation({ summary: 'Công việc đang mở theo số ngày làm việc đã quá hạn, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportAgeing(
    @Query({ schema: ageingQuery }) { format, ...query }: z.output<typeof ageingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const request = { ...query, unit: unitInScope(principal, READERS_OF_ALL_FIGURES, query.unit) };
    return streamed(await exportListing(ageingListing(await ageing(this.tools, request), this.tools.zone), format));
  }

  @Get('slow-steps/export')
  @ApiOperation({ summary: 'Thời gian làm việc theo bước, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportSlowSteps(
    @Query({ schema: slowStepsQuery }) { format, ...query }: TasksOfPeriod & { readonly format: ListingFormat },
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const steps = await slowSteps(this.tools, tasksInScope(query, principal));
    return streamed(await exportListing(slowStepsListing(steps, this.tools.zone), format));
  }

  @Get('obligations/export')
  @ApiOperation({ summary: 'Nghĩa vụ đến hạn trong kỳ theo đơn vị, dưới dạng tệp CSV hoặc XLSX.' })
  @file
  async exportObligations(
    @Query({ schema: periodQuery }) { format, ...query }: SlaPeriod & { readonly format: ListingFormat },
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const period = { ...query, unit: unitInScope(principal, READERS_OF_ALL_FIGURES, query.unit) };
    const report = await obligationsReport(this.tools, period);
    return streamed(await exportListing(obligationsListing(report, this.tools.zone), format));
  }
}

function streamed({ name, mediaType, content }: ExportedListing): StreamableFile {
  return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
}
