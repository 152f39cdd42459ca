import { CongvanError } from '#foundation';

/** The request itself is malformed: path, query or body do not have the documented shape. */
export class RequestInvalidError extends CongvanError {
  readonly code = 'request.invalid';
  readonly kind = 'malformed';
}

/** Lists and objects of a JSON body lie inside one another deeper than anything of this house does. */
export class DeepJsonError extends CongvanError {
  readonly code = 'request.too-deep';
  readonly kind = 'malformed';

  constructor(levels: number) {
    super(`The JSON body has lists or objects nested deeper than ${levels} levels. Send a flatter value, or a file.`);
  }
}

/** Another program listens on the port already. */
export class PortInUseError extends CongvanError {
  readonly code = 'office.port-in-use';
  readonly kind = 'conflict';

  constructor(variable: 'PORT' | 'HEALTH_PORT', port: number, cause: unknown) {
    super(
      `Cổng ${port} đang được chương trình khác dùng. Hãy tắt chương trình đó hoặc chọn cổng khác, ví dụ ` +
        `${variable}=${port + 100}.`,
      { cause },
    );
  }
}
