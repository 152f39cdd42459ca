import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { RequestInvalidError } from '../../../office/src/index.js';

/** Fields beside the files of a form; we read none. */
const MAX_FIELDS = 10;

/**
 * Lets the application take `multipart/form-data`. Nothing is buffered: a route pulls the parts it expects. The size of
 * a file is limited where it is stored, not here. Names keep their path, so that a name with one can be refused instead
 * of silently cut.
 */
export async function acceptUploads(app: NestFastifyApplication): Promise<void> {
  await app.register(multipart, {
    preservePath: true,
    throwFileSizeLimit: false,
    limits: { fileSize: Number.POSITIVE_INFINITY, fields: MAX_FIELDS, fieldSize: 10_000, headerPairs: 50 },
  });
}

/** A file as it comes in; its content can be read once. */
export interface IncomingFile {
  readonly fileName: string;
  /** As the sender declares it. */
  readonly declaredType: string;
  /** Fails when the form is broken off. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * The one file of a form. Its content fails at its end when the form goes on with another file, so that nothing of it is
 * kept.
 * @throws RequestInvalidError when the form holds none
 */
export async function receiveFile(request: FastifyRequest): Promise<IncomingFile> {
  const files = formOf(request)
    .files({ limits: { files: 1 } })
    [Symbol.asyncIterator]();
  const first = await files.next();
  if (first.done) {
    throw new RequestInvalidError('Biểu mẫu không có tệp nào.', {
      findings: [
        { where: 'body.file', what: 'thiếu tệp', mend: 'Gửi multipart/form-data với một phần tên "file" có filename.' },
      ],
    });
  }
  const { filename, mimetype, file } = first.value;
  return { fileName: filename, declaredType: mimetype, content: wholeContent(file, files) };
}

async function* wholeContent(
  file: AsyncIterable<Uint8Array>,
  rest: AsyncIterator<unknown>,
): AsyncGenerator<Uint8Array> {
  yield* file;
  await rest.next();
}

/** The files of a form, one after the other; each must be read to its end before the next comes. */
export async function* receiveFiles(
  request: FastifyRequest,
  limits: { files: number; fileBytes: number },
): AsyncGenerator<IncomingFile> {
  const files = formOf(request).files({
    limits: { files: limits.files, fileSize: limits.fileBytes },
    throwFileSizeLimit: true,
  });
  for await (const { filename, mimetype, file } of files) {
    yield { fileName: filename, declaredType: mimetype, content: file };
  }
}

function formOf(request: FastifyRequest): FastifyRequest {
  if (request.isMultipart()) return request;
  throw new RequestInvalidError('Yêu cầu phải là multipart/form-data.', {
    findings: [
      {
        where: 'header.content-type',
        what: request.headers['content-type'] ?? 'thiếu',
        mend: 'Gửi multipart/form-data.',
      },
    ],
  });
}
