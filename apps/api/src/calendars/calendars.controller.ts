import { Database } from '#database';
import { calendarDays, getCalendar, listCalendars, listCalendarVersions, writeIcs } from '#deadlines';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { pageQuery } from '../paging.js';
import {
  calendarAnswer,
  calendarKey,
  calendarList,
  calendarVersionPage,
  dayList,
  daysQuery,
  versionQuery,
} from './calendar.schemas.js';

/** What the calendars say: everybody may know why something is due when it is. */
@ApiTags('calendars')
@Controller('calendars')
@Allow.signedIn()
export class CalendarsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Các lịch làm việc đang dùng, và đơn vị nào theo lịch nào.' })
  @Answers(calendarList)
  async listCalendars(): Promise<z.infer<typeof calendarList>> {
    return { items: await listCalendars(this.database) };
  }

  @Get(':key')
  @ApiOperation({ summary: 'Một lịch: giờ làm việc trong tuần, các ngày nghỉ, làm bù, căn cứ của từng ngày.' })
  @Answers(calendarAnswer)
  getCalendar(
    @Param('key', { schema: calendarKey }) key: string,
    @Query({ schema: versionQuery }) { version }: z.infer<typeof versionQuery>,
  ): Promise<z.infer<typeof calendarAnswer>> {
    return getCalendar(this.database, key, version);
  }

  @Get(':key/versions')
  @ApiOperation({ summary: 'Các lần công bố của một lịch, mới nhất trước.' })
  @Answers(calendarVersionPage)
  listCalendarVersions(
    @Param('key', { schema: calendarKey }) calendar: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof calendarVersionPage>> {
    return listCalendarVersions(this.database, { calendar, ...page });
  }

  @Get(':key/days')
  @ApiOperation({ summary: 'Từng ngày trong một khoảng, với các buổi làm việc và căn cứ.' })
  @Answers(dayList)
  async listCalendarDays(
    @Param('key', { schema: calendarKey }) key: string,
    @Query({ schema: daysQuery }) { version, ...range }: z.infer<typeof daysQuery>,
  ): Promise<z.infer<typeof dayList>> {
    const { data } = await getCalendar(this.database, key, version);
    return { items: calendarDays(data, range) };
  }

  @Get(':key/days.ics')
  @ApiOperation({ summary: 'Các ngày được ghi riêng của một lịch, dạng iCalendar.' })
  @ApiOkResponse({ description: 'Thành công.', content: { 'text/calendar': { schema: { type: 'string' } } } })
  async exportCalendarDays(
    @Param('key', { schema: calendarKey }) key: string,
    @Query({ schema: versionQuery }) query: z.infer<typeof versionQuery>,
  ): Promise<StreamableFile> {
    const { data, version, publishedAt } = await getCalendar(this.database, key, query.version);
    const text = Buffer.from(writeIcs(data, { version, stamp: publishedAt }));
    return new StreamableFile(text, {
      type: 'text/calendar; charset=utf-8',
      length: text.byteLength,
      disposition: contentDisposition(`${key}-${version}.ics`),
    });
  }
}
