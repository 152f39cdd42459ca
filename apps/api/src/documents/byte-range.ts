import type { ByteRange } from '#files';

/** What a request wants of content: all of it, a part that lies within it, or what lies `outside`. */
export type WantedPart = ByteRange | 'whole' | 'outside';

export interface RangeRequest {
  /** Header `Range`. */
  readonly range?: string;
  /** Header `If-Range`: a part is wanted only of the content that the client knows. */
  readonly ifRange?: string;
}

/**
 * Reads what part of `sizeBytes` bytes is wanted (RFC 9110 §13.1.5, §14.1.2, §14.2). One range is served; what is several,
 * of another unit or not well formed is answered with the whole, which a server may always do.
 * @param etag of the content, strong
 */
export function wantedPart({ range, ifRange }: RangeRequest, sizeBytes: number, etag: string): WantedPart {
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return 'whole';
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(range) ?? [];
  if (first === '') return last === '' ? 'whole' : lastBytes(Number(last), sizeBytes);
  const [start, end] = [Number(first), last === '' ? Infinity : Number(last)];
  if (end < start) return 'whole';
  return start < sizeBytes ? { start, end: Math.min(end, sizeBytes - 1) } : 'outside';
}

function lastBytes(count: number, sizeBytes: number): WantedPart {
  return count === 0 ? 'outside' : { start: Math.max(sizeBytes - count, 0), end: sizeBytes - 1 };
}
