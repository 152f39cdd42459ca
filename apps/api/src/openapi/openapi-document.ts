import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { PROBLEM_MEDIA_TYPE, problemSchema } from '../../../office/src/index.js';

const DESCRIPTION = `Nền tảng điều hành văn bản và thời hạn.

Đăng nhập bằng \`POST /api/v1/auth/sign-in\`, rồi gửi token trong tiêu đề \`Authorization: Bearer …\`.
Mọi từ chối có dạng problem details (RFC 9457) với \`code\` cố định và danh sách \`findings\`:
sai ở đâu, sai gì, sửa thế nào.
Danh sách được phân trang: đưa \`next\` của trang trước vào \`after\`.`;

type ComponentSchema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The description of the HTTP API, made from the controllers and their schemas. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setTitle('Công văn API')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'cv_…',
      description: 'Token của POST /api/v1/auth/sign-in.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, frame, {
    standardSchemaConverter: (schema, { schemaType }) => convert(schema as z.ZodType, schemaType),
    // Names of routes are unique in the whole API: a generated client calls `listTasks()`.
    operationIdFactory: (_controller, method) => method,
  });
  return withProblems(document);
}

/** A zod schema as OpenAPI 3.0; schemas with an `id` become components of that name. */
function convert(schema: z.ZodType, io: 'input' | 'output'): { schema: object; components: Record<string, object> } {
  // A schema's own id is honoured only below the root, hence the wrapper.
  const json = z.toJSONSchema(z.object({ schema }), {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    // The expression behind a date or an id tells a reader nothing that its format does not.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  const definitions = (json as { definitions?: Record<string, object> }).definitions ?? json.$defs ?? {};
  return { schema: json.properties!['schema'] as object, components: definitions };
}

/** Every operation may be refused, and always in the same form. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const converted = convert(problemSchema, 'output').components['Problem'] as { examples?: unknown[] };
  const { examples, ...problem } = converted;
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: { ...problem, example: examples?.[0] } as ComponentSchema },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation === undefined) continue;
      operation.responses['default'] = {
        description: 'Từ chối hoặc lỗi (RFC 9457).',
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  return document;
}
