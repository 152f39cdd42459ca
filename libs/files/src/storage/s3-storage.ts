import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Readable } from 'node:stream';
import { FileMissingError, StorageUnavailableError } from '../errors.js';
import type { ByteRange, FileStorage, ListedFile } from './file-storage.js';

export interface S3Settings {
  /** Address of the store, e.g. `https://s3.example.vn`. The bucket is a part of the path, not of the name. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Of one upload this much is in memory, twice. The smallest that S3 takes is 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const CONNECT_MS = 3_000;
/** Without a byte from the store. */
const SILENCE_MS = 30_000;
/** Of each request, with growing pauses; the second and third only where the first may succeed later. */
const ATTEMPTS = 4;

/** Files in a bucket of an S3-compatible store, which need not know more than S3 of 2006 with multipart uploads. */
export class S3Storage implements FileStorage {
  private constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
    private readonly place: string,
  ) {}

  /** Asks for the bucket first. @throws StorageUnavailableError saying which setting to look at */
  static async open(settings: S3Settings): Promise<S3Storage> {
    const { endpoint, region, bucket, accessKeyId, secretAccessKey } = settings;
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
      // A checksum behind the body is refused by stores that are not the newest; ours go before it, see `write`.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    const storage = new S3Storage(client, bucket, `the bucket "${bucket}" at ${endpoint}`);
    try {
      await storage.answering(client.send(new HeadBucketCommand({ Bucket: bucket })));
    } catch (error) {
      client.destroy();
      throw error;
    }
    return storage;
  }

  /** In parts, each with its SHA-256, which the store compares; what was sent of one that fails is taken back. */
  async write(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    const watched = async function* () {
      try {
        yield* content;
      } catch (error) {
        failure = { error };
        throw error;
      }
    };
    const upload = new Upload({
      client: this.client,
      params: { Bucket: this.bucket, Key: key, Body: Readable.from(watched()), ChecksumAlgorithm: 'SHA256' },
      partSize: PART_BYTES,
      queueSize: 1,
    });
    try {
      await upload.done();
    } catch (error) {
      if (failure !== undefined) throw failure.error;
      throw new StorageUnavailableError(this.place, reasonOf(error), error);
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body } = await this.answering(this.client.send(new GetObjectCommand({ ...this.at(key), Range })), key);
    return Body as Readable;
  }

  async exists(key: string): Promise<boolean> {
    try {
      await this.answering(this.client.send(new HeadObjectCommand(this.at(key))), key);
      return true;
    } catch (error) {
      if (error instanceof FileMissingError) return false;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await this.answering(this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  async *list(): AsyncGenerator<ListedFile> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket });
    for (;;) {
      const { value: page, done } = await this.answering(pages.next());
      if (done) return;
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        yield { key: Key!, sizeBytes: Size!, writtenAt: LastModified!.toISOString() };
      }
    }
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: key };
  }

  /** @param key of the file that is asked for, where its absence is an answer of its own */
  private async answering<Answer>(request: Promise<Answer>, key?: string): Promise<Answer> {
    try {
      return await request;
    } catch (error) {
      if (key !== undefined && statusOf(error) === 404) throw new FileMissingError(key, error);
      throw new StorageUnavailableError(this.place, reasonOf(error), error);
    }
  }
}

/** To the question for a bucket S3 answers with a status and no words. */
function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status === 404) return 'there is no such bucket. Create it, or correct FILES_S3_BUCKET';
  if (status === 401 || status === 403) {
    return 'access is refused. Check FILES_S3_ACCESS_KEY_ID, FILES_S3_SECRET_ACCESS_KEY and what they may do';
  }
  if (status === 301 || status === 400) return 'it does not take the request. Check FILES_S3_REGION and FILES_S3_ENDPOINT';
  const { name, message, code } = error as Error & { code?: string };
  return `${message || code || name}. Check FILES_S3_ENDPOINT and that the store runs`;
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
