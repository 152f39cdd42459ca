import { Database } from '#database';
import { listPeople, POST_ROLES } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { pageOf, pageQuery } from '../paging.js';

const peopleQuery = pageQuery.extend({
  search: z
    .string()
    .max(100)
    .optional()
    .describe('Một phần họ tên hoặc tên đăng nhập; không phân biệt hoa thường, dấu.'),
});
const personPage = pageOf(
  'PersonPage',
  z.object({
    login: z.string(),
    fullName: z.string(),
    email: z.string().nullable(),
    posts: z
      .array(
        z.object({
          postId: z.uuid(),
          unit: z.string(),
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
@Controller('people')
@Allow.signedIn()
export class PeopleController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Danh bạ, xếp theo tên.' })
  @Answers(personPage)
  listPeople(@Query({ schema: peopleQuery }) query: z.infer<typeof peopleQuery>): Promise<z.infer<typeof personPage>> {
    const onDate = dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
    return listPeople(this.database, { ...query, onDate });
  }
}
