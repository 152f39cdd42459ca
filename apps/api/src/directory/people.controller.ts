import type { Caller } from '#audit';
import { Database } from '#database';
import { changeEmail, correctPerson, dayToShow, getPerson, listPeople, registerPerson, reportingLine } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { login } from '../accounts/login.js';
import {
  emailBody,
  newPersonBody,
  onDay,
  peopleQuery,
  personBody,
  personDetails,
  personPage,
  personRegistered,
  reportingLineList,
} from './directory.schemas.js';

const dayQuery = z.strictObject({ on: onDay });

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
  @ApiOperation({ summary: 'Danh bạ, xếp theo tên. Ngày sắp tới chỉ người phụ trách nhân sự xem được; người khác thấy hôm nay.' })
  @Answers(personPage)
  listPeople(
    @Query({ schema: peopleQuery }) { on, ...query }: z.infer<typeof peopleQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof personPage>> {
    return listPeople(this.database, { ...query, onDate: dayToShow(principal, on, this.today) });
  }

  @Get(':login')
  @ApiOperation({ summary: 'Một người với mọi chức vụ đã thôi, đang giữ; chức vụ sẽ nhận, ngày thôi sắp tới và căn cứ: chính người ấy, tổ chức cán bộ, Chánh Văn phòng, lãnh đạo, quản trị.' })
  @Answers(personDetails)
  getPerson(
    @Param('login', { schema: login }) login: string,
    @Query({ schema: dayQuery }) { on }: z.infer<typeof dayQuery>,
    @CurrentPrincipal() reader: Principal,
  ): Promise<z.infer<typeof personDetails>> {
    const { today } = this;
    return getPerson(this.database, login, { on: on ?? today, today, reader });
  }

  @Get(':login/reporting-line')
  @ApiOperation({ summary: 'Cấp trên của một người, gần nhất trước: người đứng đầu đơn vị, đơn vị cấp trên, lãnh đạo cơ quan.' })
  @Answers(reportingLineList)
  async getReportingLine(
    @Param('login', { schema: login }) login: string,
    @Query({ schema: dayQuery }) { on }: z.infer<typeof dayQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof reportingLineList>> {
    return { items: await reportingLine(this.database, login, dayToShow(principal, on, this.today)) };
  }

  @Post()
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'chief-of-office', 'admin')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Ghi một người vào danh bạ, chưa có chức vụ và tài khoản.' })
  @Answers(personRegistered, { status: 201 })
  registerPerson(
    @Body({ schema: newPersonBody }) body: z.output<typeof newPersonBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof personRegistered>> {
    return this.executor.execute(registerPerson, body, caller);
  }

  @Put(':login')
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'chief-of-office', 'admin')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Sửa họ tên, thư điện tử, điện thoại, phòng làm việc; tên đăng nhập không đổi.' })
  @AnswersNothing()
  async correctPerson(
    @Param('login', { schema: login }) login: string,
    @Body({ schema: personBody }) body: z.output<typeof personBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(correctPerson, { ...body, login }, caller);
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

  private get today(): string {
    return dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
  }
}
