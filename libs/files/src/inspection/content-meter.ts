import { createHash } from 'node:crypto';
import { AttachmentTooLargeError } from '../errors.js';
import { InfectionFinder } from './infection-finder.js';

/** Measures content as it streams by: size against the limit, checksum, whether it is readable text, infection. */
export class ContentMeter {
  sizeBytes = 0;
  private readonly hash = createHash('sha256');
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly infection = new InfectionFinder();
  private text = true;
  private beginning = Buffer.alloc(0);

  constructor(private readonly limitBytes: number) {}

  /** @throws AttachmentTooLargeError, AttachmentInfectedError */
  async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.sizeBytes += chunk.byteLength;
      if (this.sizeBytes > this.limitBytes) throw new AttachmentTooLargeError(this.limitBytes);
      if (this.beginning.length < 2) this.beginning = Buffer.concat([this.beginning, chunk.subarray(0, 2)]);
      this.infection.look(chunk);
      this.hash.update(chunk);
      this.text &&= this.decodes(() => this.decoder.decode(chunk, { stream: true }));
      yield chunk;
    }
  }

  sha256(): string {
    return this.hash.digest('hex');
  }

  /** UTF-8 to the last byte, without control characters other than those of lines and pages. */
  isText(): boolean {
    return this.text && this.decodes(() => this.decoder.decode());
  }

  /** By its byte order mark; recognisers of media take the little one for MPEG sound. */
  isUtf16(): boolean {
    return ['fffe', 'feff'].includes(this.beginning.toString('hex', 0, 2));
  }

  private decodes(decode: () => string): boolean {
    try {
      return !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(decode());
    } catch {
      return false;
    }
  }
}
