import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';

const ANSWER_SCHEMA = 'congvan:answer-schema';

/** Says what a route answers: documents it, and lets nothing else out. */
export function Answers(schema: z.ZodType, options: { status?: number; description?: string } = {}): MethodDecorator {
  const { status = 200, description = 'Thành công.' } = options;
  return applyDecorators(
    HttpCode(status),
    SetMetadata(ANSWER_SCHEMA, schema),
    ApiResponse({ status, description, standardSchema: schema }),
  );
}

/** For routes that succeed without a body. */
export function AnswersNothing(description = 'Thành công.'): MethodDecorator {
  return applyDecorators(HttpCode(204), ApiResponse({ status: 204, description }));
}

/**
 * Passes every answer through the schema its route documents: fields that the schema does not name stay inside, and an
 * answer that breaks the published contract is a defect (500), not a surprise for the client. A file has no fields: where a
 * route answers one instead, it goes out as it is.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const schema = this.reflector.get<z.ZodType | undefined>(ANSWER_SCHEMA, context.getHandler());
    return schema === undefined ? next.handle() : next.handle().pipe(map((answer) => (answer instanceof StreamableFile ? answer : schema.parse(answer))));
  }
}
