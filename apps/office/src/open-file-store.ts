import { FileStore, openFileStorage } from '#files';
import { type Configuration, ConfigurationError } from '#foundation';

const BYTES_PER_MB = 1_000_000;

/** The file store of the settings. @throws ConfigurationError, StorageUnavailableError */
export async function openFileStore(configuration: Configuration): Promise<FileStore> {
  const { FILES_DIR: folder, UPLOAD_LIMIT_MB: limitMb, FILES_CLAMD: clamd } = configuration;
  const storage = await openFileStorage({ folder, s3: s3Of(configuration) });
  const scanner = clamd === undefined ? undefined : scannerAt(clamd);
  return new FileStore({ storage, folder, limitBytes: limitMb * BYTES_PER_MB, scanner });
}

function scannerAt(address: string) {
  const [host = '', port] = address.split(':');
  return { host, port: Number(port) };
}

/** @returns undefined where files are kept in the folder. @throws ConfigurationError */
function s3Of(configuration: Configuration) {
  const { FILES_S3_BUCKET: bucket, FILES_S3_REGION: region } = configuration;
  if (bucket === undefined) return undefined;
  const needed = (name: 'FILES_S3_ENDPOINT' | 'FILES_S3_ACCESS_KEY_ID' | 'FILES_S3_SECRET_ACCESS_KEY'): string => {
    const value = configuration[name];
    if (value !== undefined) return value;
    const what = 'is not set, but FILES_S3_BUCKET is';
    throw new ConfigurationError(`The environment is not right:\n  ${name} ${what}.`, { findings: [{ where: name, what }] });
  };
  return {
    endpoint: needed('FILES_S3_ENDPOINT'),
    region,
    bucket,
    accessKeyId: needed('FILES_S3_ACCESS_KEY_ID'),
    secretAccessKey: needed('FILES_S3_SECRET_ACCESS_KEY'),
  };
}
