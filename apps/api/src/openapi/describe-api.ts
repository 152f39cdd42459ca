import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { OfficeModule, setPrefix } from '../../../office/src/index.js';
import { ApiModule } from '../api.module.js';
import { openApiDocument } from './openapi-document.js';

class DescribedApplication {}

/** The description of the API without an office: nothing is connected and no controller is made. */
export async function describeApi(): Promise<OpenAPIObject> {
  const described: DynamicModule = { module: DescribedApplication, imports: [OfficeModule.of(null), ApiModule] };
  const app = await NestFactory.create<NestFastifyApplication>(described, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  setPrefix(app);
  return openApiDocument(app);
}
