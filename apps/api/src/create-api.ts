import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, type Office, OfficeModule } from '../../office/src/index.js';
import { ApiModule } from './api.module.js';
import { answerLikeCamunda } from './external-tasks/answer-like-camunda.js';
import { DEMO_SIGN_INS, type DemoSignIns } from './landing/demo-sign-ins.js';
import { serveApiDocs } from './openapi/serve-api-docs.js';
import { acceptUploads } from './uploads/uploads.js';

export interface ApiOptions {
  /** Shown on the landing page, where the demo office is seeded. */
  readonly demo?: DemoSignIns;
  /** Modules that run in the same process, such as the worker. */
  readonly beside?: readonly Type[];
}

class ApiApplication {}

/** The API over an open office, not yet listening. Closing the application closes the office. */
export async function createApi(
  office: Office,
  { demo, beside = [] }: ApiOptions = {},
): Promise<NestFastifyApplication> {
  const demoModule: DynamicModule = {
    module: DemoModule,
    global: true,
    providers: [{ provide: DEMO_SIGN_INS, useValue: demo }],
    exports: [DEMO_SIGN_INS],
  };
  const app = await createHttpApp(
    { module: ApiApplication, imports: [OfficeModule.of(office), demoModule, ApiModule, ...beside] },
    office,
  );
  await acceptUploads(app);
  answerLikeCamunda(app);
  serveApiDocs(app);
  return app;
}

class DemoModule {}
