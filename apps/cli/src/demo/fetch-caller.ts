import { CongvanError } from '#foundation';
import type { ApiAnswer, ApiRequest } from './story-world.js';

/** Nothing answers at the address. */
export class ServerNotReachedError extends CongvanError {
  readonly code = 'demo.server-not-reached';
  readonly kind = 'transient';
}

/** Sends requests over HTTP to a server at `baseUrl`, e.g. `http://127.0.0.1:3000`. */
export function fetchCaller(baseUrl: string): (request: ApiRequest) => Promise<ApiAnswer> {
  return async ({ method, path, token, json, file }) => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    if (json !== undefined) headers['content-type'] = 'application/json';
    const body = file === undefined ? (json === undefined ? undefined : JSON.stringify(json)) : formWith(file);
    const response = await fetch(new URL(`/api/v1/${path}`, baseUrl), { method, headers, body }).catch(
      (cause: unknown) => {
        throw new ServerNotReachedError(
          `Không có máy chủ ở ${baseUrl}. Hãy chạy "npm start" ở một cửa sổ lệnh khác, ` +
            'hoặc chỉ địa chỉ: npm run demo -- --url http://…',
          { cause },
        );
      },
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
}

function formWith({ name, mediaType, bytes }: NonNullable<ApiRequest['file']>): FormData {
  const form = new FormData();
  form.set('file', new Blob([bytes], { type: mediaType }), name);
  return form;
}
