import { Database } from '#database';
import {
  incomingRegisterHeadings,
  listIncomingRegister,
  listObligations,
  listTrackingRegister,
  trackingRegisterHeadings,
} from '#documents';
import type { Configuration } from '#foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { unitInScope } from '../access/unit-scope.js';
import { READERS_OF_ALL } from './document-access.js';
import {
  incomingRegisterPage,
  obligationPage,
  obligationsQuery,
  registerQuery,
  trackingRegisterPage,
} from './document.schemas.js';

@ApiTags('documents')
@Controller()
export class RegistersController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('registers/incoming')
  @Allow.groups(...READERS_OF_ALL)
  @ApiOperation({ summary: 'Sổ đăng ký văn bản đến của một năm (NĐ 30/2020, phụ lục IV).' })
  @Answers(incomingRegisterPage)
  async incoming(
    @Query({ schema: registerQuery }) query: z.infer<typeof registerQuery>,
  ): Promise<z.infer<typeof incomingRegisterPage>> {
    const page = await listIncomingRegister(this.database, { ...query, zone: this.configuration.OFFICE_TIME_ZONE });
    return { ...page, headings: incomingRegisterHeadings };
  }

  @Get('registers/tracking')
  @Allow.groups(...READERS_OF_ALL)
  @ApiOperation({ summary: 'Sổ theo dõi giải quyết văn bản đến của một năm, có số, ký hiệu văn bản trả lời.' })
  @Answers(trackingRegisterPage)
  async tracking(
    @Query({ schema: registerQuery }) query: z.infer<typeof registerQuery>,
  ): Promise<z.infer<typeof trackingRegisterPage>> {
    const page = await listTrackingRegister(this.database, { ...query, zone: this.configuration.OFFICE_TIME_ZONE });
    return { ...page, headings: trackingRegisterHeadings };
  }

  @Get('reply-obligations')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Nghĩa vụ phúc đáp, hạn gần nhất trước; trưởng phòng xem của phòng mình.' })
  @Answers(obligationPage)
  async obligations(
    @Query({ schema: obligationsQuery }) query: z.infer<typeof obligationsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof obligationPage>> {
    return listObligations(this.database, { ...query, unit: unitInScope(principal, READERS_OF_ALL, query.unit) });
  }
}
