import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './openapi-document.js';

const DOCS_PATH = 'api/docs';

/** Swagger UI writes styles into its page; everything else stays as strict as elsewhere. */
const DOCS_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Offers the description at `/api/openapi.json` and as pages at `/api/docs`. It is made on the first request. */
export function serveApiDocs(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.url.startsWith(`/${DOCS_PATH}`)) reply.header('content-security-policy', DOCS_CSP);
    });
  SwaggerModule.setup(DOCS_PATH, app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Công văn API',
    // A link to one operation opens it: `/api/docs#/sla/exportSlaReport`.
    swaggerOptions: { deepLinking: true },
  });
}
