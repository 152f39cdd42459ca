import { Database } from '#database';
import { listUnits, UNIT_KINDS } from '#directory';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { listOf } from '../paging.js';

const unitList = listOf(
  'UnitList',
  z.object({ code: z.string(), name: z.string(), kind: z.enum(UNIT_KINDS), parentCode: z.string().nullable() }),
);

@ApiTags('directory')
@Controller('units')
@Allow.signedIn()
export class UnitsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Các đơn vị của cơ quan.' })
  @Answers(unitList)
  async listUnits(): Promise<z.infer<typeof unitList>> {
    return { items: await listUnits(this.database) };
  }
}
