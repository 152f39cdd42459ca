import { Database } from '#database';
import { listPeople, listUnits, officeDate, POST_ROLES, UNIT_KINDS } from '#directory';
import type { Clock, Configuration } from '#foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { listOf, pageOf, pageQuery } from '../paging.js';

const unitsAnswer = listOf(
  'Units',
  z.object({ code: z.string(), name: z.string(), kind: z.enum(UNIT_KINDS), parentCode: z.string().nullable() }),
);
const peopleQuery = pageQuery.extend({
  search: z
    .string()
    .max(100)
    .optional()
    .describe('Một phần họ tên hoặc tên đăng nhập; không phân biệt hoa thường, dấu.'),
});
const peopleAnswer = pageOf(
  'PeoplePage',
  z.object({
    login: z.string(),
    fullName: z.string(),
    email: z.string().nullable(),
    posts: z
      .array(
        z.object({
          postId: z.uuid(),
          unitCode: z.string(),
          unitName: z.string(),
          role: z.enum(POST_ROLES),
          title: z.string(),
        }),
      )
      .readonly()
      .describe('Chức vụ đang giữ hôm nay.'),
  }),
);

@ApiTags('directory')
@Controller()
@Allow.signedIn()
export class DirectoryController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('units')
  @ApiOperation({ summary: 'Các đơn vị của cơ quan.' })
  @Answers(unitsAnswer)
  async units(): Promise<z.infer<typeof unitsAnswer>> {
    return { items: await listUnits(this.database) };
  }

  @Get('people')
  @ApiOperation({ summary: 'Danh bạ, xếp theo tên.' })
  @Answers(peopleAnswer)
  people(@Query({ schema: peopleQuery }) query: z.infer<typeof peopleQuery>): Promise<z.infer<typeof peopleAnswer>> {
    const onDate = officeDate(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
    return listPeople(this.database, { ...query, onDate });
  }
}
