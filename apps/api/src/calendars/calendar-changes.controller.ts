import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { Caller } from '#audit';
import { Database } from '#database';
import { assignCalendar, calendarFileText, getCalendar, listUnannouncedYears, planCalendarImport, publishCalendar } from '#deadlines';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Answers, RequestInvalidError } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { receiveFiles } from '../uploads/uploads.js';
import {
  assignBody,
  assignmentAnswer,
  calendarKey,
  importAnswer,
  importQuery,
  publishBody,
  publishedAnswer,
  unitCode,
} from './calendar.schemas.js';

/** A whole calendar is a few dozen kilobytes. */
const LIMITS = { files: 1, fileBytes: 4_000_000 };

/** Who keeps the calendars. A calendar decides when everything in the office is due. */
@ApiTags('calendars')
@Controller('calendars')
@Allow.groups('admin', 'chief-of-office')
export class CalendarChangesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post(':key/imports')
  @ApiOperation({
    summary: 'Xem trước khi nhập ngày nghỉ từ tệp .ics, .csv hoặc cả lịch dạng JSON; chưa thay đổi gì.',
    description:
      'CSV là UTF-8, có dòng đầu `date,kind,sessions,name,source`. Xem các ngày thêm, đổi, bỏ và các dòng sai, rồi công bố `data` ' +
      'bằng `POST /calendars/{key}/versions`.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Answers(importAnswer)
  async planCalendarImport(
    @Param('key', { schema: calendarKey }) key: string,
    @Query({ schema: importQuery }) { wholeYears, announcedBy: by, announcedYears: years = [] }: z.infer<typeof importQuery>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof importAnswer>> {
    const content = await textOfFile(request);
    const { data, version } = await getCalendar(this.database, key);
    const announced = by === undefined ? undefined : { by, years };
    const planned = planCalendarImport(data, content, { wholeYears, announced });
    return { basedOn: version, ...planned, unannouncedYears: await listUnannouncedYears(this.database, planned.data ?? data) };
  }

  @Post(':key/versions')
  @ApiOperation({
    summary: 'Công bố một phiên bản của lịch; các thời hạn đang mở được chuyển theo, các thời hạn mới tính theo lịch này.',
    description: 'Có người đã công bố phiên bản khác trong lúc sửa thì 409. Xem trước bằng `POST /calendars/move-plans`; theo dõi bằng `GET /calendars/moves/{publication}`.',
  })
  @TakesIdempotencyKey()
  @Answers(publishedAnswer, { status: 201 })
  async publishCalendar(
    @Param('key', { schema: calendarKey }) key: string,
    @Body({ schema: publishBody }) body: z.infer<typeof publishBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof publishedAnswer>> {
    if (body.data.key !== key) throw otherKey(key, body.data.key);
    const published = await this.executor.execute(publishCalendar, body, caller);
    return { ...published, unannouncedYears: await listUnannouncedYears(this.database, body.data) };
  }

  @Put('units/:unit')
  @ApiOperation({
    summary: 'Cho một đơn vị theo một lịch; các thời hạn đang mở của đơn vị được chuyển theo.',
    description: 'Xem trước bằng `POST /calendars/units/{unit}/move-plans`.',
  })
  @TakesIdempotencyKey()
  @Answers(assignmentAnswer)
  assignCalendar(
    @Param('unit', { schema: unitCode }) unit: string,
    @Body({ schema: assignBody }) body: z.infer<typeof assignBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof assignmentAnswer>> {
    return this.executor.execute(assignCalendar, { unitCode: unit, ...body }, caller);
  }
}

async function textOfFile(request: FastifyRequest): Promise<string> {
  const files: Buffer[] = [];
  for await (const { content } of receiveFiles(request, LIMITS)) files.push(await buffer(Readable.from(content)));
  if (files[0] !== undefined) return calendarFileText(files[0]);
  throw new RequestInvalidError('Biểu mẫu không có tệp nào.', {
    findings: [{ where: 'body.file', what: 'thiếu tệp', mend: 'Gửi multipart/form-data với một phần có filename.' }],
  });
}

function otherKey(path: string, body: string): RequestInvalidError {
  return new RequestInvalidError(`Lịch gửi lên là ${body}, không phải ${path}.`, {
    findings: [{ where: 'body.data.key', what: `là ${body}`, mend: `Gửi đến /calendars/${body}/versions, hoặc sửa mã lịch.` }],
  });
}
