import type { Caller } from '#audit';
import { Database } from '#database';
import { changeEmail, listPeople, POST_ROLES } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { login } from '../accounts/login.js';
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

const emailBody = z
  .strictObject({ email: z.string().max(254).nullable().describe('Một địa chỉ; null: không có, và không gửi thư cho người này.') })
  .meta({ id: 'PersonEmail', examples: [{ email: 'cuongpv@skhcn.example' }] });

@ApiTags('directory')
@Controller('people')
@Allow.signedIn()
export class PeopleController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
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

  @Put(':login/email')
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Đặt hoặc bỏ địa chỉ thư điện tử của một người, nơi nhận báo cáo hằng tháng.' })
  @AnswersNothing()
  async changePersonEmail(
    @Param('login', { schema: login }) login: string,
    @Body({ schema: emailBody }) { email }: z.infer<typeof emailBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changeEmail, { login, email }, caller);
  }
}
