import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Allow, projectRoot } from '../../../office/src/index.js';

/** The files that a page of ours may ask for; the name from the outside only picks one of them. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['landing.css', 'text/css; charset=utf-8'],
  ['landing.js', 'text/javascript; charset=utf-8'],
  ['seal.svg', 'image/svg+xml'],
  ['website.css', 'text/css; charset=utf-8'],
]);

@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  @Get(':name')
  @Allow.everyone()
  @Header('cache-control', 'public, max-age=300')
  async asset(@Param('name') name: string): Promise<StreamableFile> {
    const type = MEDIA_TYPES.get(name);
    if (type === undefined) throw new NotFoundException(`There is no asset ${name}.`);
    return new StreamableFile(await readFile(join(projectRoot, 'apps/api/assets', name)), { type });
  }
}
